namespace Mes.Domain.Machines;

/// <summary>Turns readings into parts counted in [from, to). Knows nothing of states but where they split the count.</summary>
static class CounterFold
{
    // More than people can ask for between two publications.
    const int MaxSplits = 64;

    /// <summary>The interval is also closed at <paramref name="at"/>.</summary>
    public static CounterProgress SplitAt(CounterProgress counter, DateTimeOffset at) =>
        counter with { Splits = [.. (counter.Splits ?? []).TakeLast(MaxSplits - 1), at] };

    /// <summary>
    /// Closes the interval at each UTC multiple of the flush interval, and where a split is asked for, up to
    /// <paramref name="to"/>.
    /// </summary>
    public static CounterProgress PassTime(CounterProgress counter, DateTimeOffset to, List<MachineOutput> outputs)
    {
        if (!counter.Watched)
        {
            return counter;
        }

        if (counter.Splits is not { Count: > 0 } splits)
        {
            return PassFlushes(counter, to, outputs);
        }

        foreach (var split in splits.Where(split => split <= to && split > counter.CountedFrom).Order())
        {
            counter = Flush(PassFlushes(counter, split, outputs), split, outputs);
        }

        return PassFlushes(counter with { Splits = [.. splits.Where(split => split > to)] }, to, outputs);
    }

    static CounterProgress PassFlushes(CounterProgress counter, DateTimeOffset to, List<MachineOutput> outputs)
    {
        var last = LastFlush(to);
        if (last <= counter.CountedFrom)
        {
            return counter;
        }

        // What is pending was counted before the first flush; the later ones have nothing to tell.
        var first = LastFlush(counter.CountedFrom) + MachineFold.FlushInterval;
        return Flush(counter, first, outputs) with { CountedFrom = last };
    }

    /// <summary>Closes the interval at <paramref name="at"/>. Parts of that very instant belong to the next one.</summary>
    public static CounterProgress Flush(CounterProgress counter, DateTimeOffset at, List<MachineOutput> outputs) =>
        counter.Watched && at > counter.CountedFrom ? Close(counter, at, outputs) : counter;

    /// <summary>The counter is not watched from <paramref name="at"/> on.</summary>
    public static CounterProgress Lose(CounterProgress counter, DateTimeOffset at, List<MachineOutput> outputs)
    {
        if (!counter.Watched)
        {
            return counter;
        }

        // Only parts of this very instant are still pending: they share the hole's output and so become part of the estimate.
        counter = Flush(PassTime(counter, at, outputs), at, outputs);
        return counter with { Watched = false, ReadAt = at, Estimated = counter.Quantity > 0 };
    }

    /// <summary>Takes a reading. One outside 0 … modulus - 1 is none.</summary>
    public static CounterProgress See(
        MachineRule rule, CounterProgress counter, WaitingReading seen, List<MachineOutput> outputs)
    {
        if (seen.Reading is not { } reading || reading < 0 || reading >= rule.CounterModulus)
        {
            return Lose(counter, seen.At, outputs);
        }

        if (counter.Reading is not { } before)
        {
            return counter with
            {
                Reading = reading,
                ReadAt = seen.At,
                Watched = true,
                CountedFrom = seen.At,
                ReadingBefore = reading,
            };
        }

        counter = PassTime(counter, seen.At, outputs);
        var move = CounterMove.Between(before, reading, Unreported(counter, seen.At), rule);
        if (move.StartedOver)
        {
            counter = StartOver(counter, seen.At, outputs);
        }

        var wasWatched = counter.Watched;
        counter = counter with
        {
            Reading = reading,
            ReadAt = seen.At,
            Watched = true,
            Quantity = counter.Quantity + move.Quantity,
            FirstPartAt = move.Quantity > 0 ? counter.FirstPartAt ?? seen.At : counter.FirstPartAt,
            Estimated = counter.Estimated || (move.Quantity > 0 && (move.IsDoubtful || !wasWatched)),
        };
        return wasWatched ? counter : Flush(counter, seen.At, outputs);
    }

    // A watched counter reports each change, so its step is the work of one report, however long it stood still before.
    static TimeSpan Unreported(CounterProgress counter, DateTimeOffset at)
    {
        var elapsed = at - counter.ReadAt;
        return counter.Watched && elapsed > MachineFold.FlushInterval ? MachineFold.FlushInterval : elapsed;
    }

    static CounterProgress StartOver(CounterProgress counter, DateTimeOffset at, List<MachineOutput> outputs)
    {
        // In a hole the estimate still covers all of it; a watched counter starts over when it is seen to.
        var from = counter.Watched && at > counter.CountedFrom ? at : counter.CountedFrom;
        if (counter.Quantity > 0)
        {
            // Readings of two epochs never share an output, and no output is of an empty interval.
            var to = at > counter.CountedFrom ? at : counter.CountedFrom + TimeSpan.FromMicroseconds(1);
            from = counter.Watched ? to : from;
            counter = Close(counter, to, outputs);
        }

        return counter with { Epoch = counter.Epoch + 1, ReadingBefore = 0, CountedFrom = from };
    }

    static CounterProgress Close(CounterProgress counter, DateTimeOffset at, List<MachineOutput> outputs)
    {
        var reading = counter.Reading.GetValueOrDefault();
        if (counter.Quantity > 0)
        {
            outputs.Add(new MachineOutput.PartsCounted(
                counter.Epoch, counter.ReadingBefore, reading, counter.Quantity, counter.CountedFrom, at, counter.Estimated));
        }

        return counter with { CountedFrom = at, ReadingBefore = reading, Quantity = 0, FirstPartAt = null, Estimated = false };
    }

    static DateTimeOffset LastFlush(DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % MachineFold.FlushInterval.Ticks), TimeSpan.Zero);
}
