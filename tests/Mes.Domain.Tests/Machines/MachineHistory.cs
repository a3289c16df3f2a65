using FsCheck;
using FsCheck.Fluent;
using Mes.Domain.Machines;

namespace Mes.Domain.Tests.Machines;

/// <summary>Random lives of a machine, in order of time, with all that can befall it.</summary>
static class MachineHistory
{
    static readonly int[] Pauses = [0, 0, 1, 50, 200, 300, 499, 500, 501, 1000, 4000, 9999, 10_000, 35_000, 600_000];

    static readonly Gen<int> Pause = Gen.Elements(Pauses);

    static readonly Gen<Func<DateTimeOffset, MachineInput>> Anything = Gen.Frequency(
        (6, Gen.Elements<long?>(0, 1, 1, 1, 2, 3).Select(Seen)),
        (1, Gen.Elements<long?>(null, 7).Select(Seen)),
        (8, Gen.Elements<long?>(0, 1, 2, 3, 5, 40, 90, 65_000, 65_530, 65_535, null, 70_000).Select(Read)),
        (1, Gen.Constant<Func<DateTimeOffset, MachineInput>>(at => new MachineInput.DataLost(at, "cable out"))),
        (1, Gen.Constant<Func<DateTimeOffset, MachineInput>>(at => new MachineInput.CountSplit(at))),
        (2, Gen.Constant<Func<DateTimeOffset, MachineInput>>(at => new MachineInput.DataReturned(at))));

    static readonly Gen<Func<DateTimeOffset, MachineInput>> Bits = Gen.Frequency(
        (6, from bit in Gen.Elements(StateSignal.Run, StateSignal.Run, StateSignal.Fault, StateSignal.Maintenance)
            from value in Gen.Elements<long?>(0, 0, 1, 1, 1, null)
            select Shows(bit, value)),
        (5, Anything));

    static readonly Gen<Func<DateTimeOffset, MachineInput>> StatesOnly = Gen.Elements<long?>(0, 1, 1, 2, 3).Select(Seen);

    /// <summary>States, readings, losses and returns.</summary>
    public static Arbitrary<MachineInput[]> Of => Arb.From(Lives(Anything), WithOneLess);

    /// <summary>Good state values only.</summary>
    public static Arbitrary<MachineInput[]> OfStates => Arb.From(Lives(StatesOnly), WithOneLess);

    /// <summary>The same with bits instead of states.</summary>
    public static Arbitrary<MachineInput[]> OfBits => Arb.From(Lives(Bits), WithOneLess);

    /// <summary>A counter that mostly makes a part after another, and all that can befall it.</summary>
    public static Arbitrary<MachineInput[]> OfCycles => Arb.From(
        from life in Lives(Anything)
        from steps in Gen.Elements(0, 1, 1, 1, 1, 2).ListOf(life.Length)
        select Counting(life, [.. steps]), WithOneLess);

    /// <summary>The same life in which the source also says now and then that time has passed.</summary>
    public static Gen<MachineInput[]> WithTicks(MachineInput[] life) =>
        Gen.Choose(0, 100).ListOf(life.Length).Select(percents => Interleave(life, [.. percents]));

    static Gen<MachineInput[]> Lives(Gen<Func<DateTimeOffset, MachineInput>> input) =>
        from steps in Gen.Zip(Pause, input).ListOf()
        select InOrder([.. steps]);

    static IEnumerable<MachineInput[]> WithOneLess(MachineInput[] life) =>
        Enumerable.Range(0, life.Length).Select(i => (MachineInput[])[.. life[..i], .. life[(i + 1)..]]);

    static MachineInput[] InOrder((int Pause, Func<DateTimeOffset, MachineInput> Make)[] steps)
    {
        var at = Filler.Noon;
        var life = new List<MachineInput>();
        foreach (var (pause, make) in steps)
        {
            at = at.AddMilliseconds(pause);
            life.Add(make(at));
        }

        return [.. life];
    }

    static MachineInput[] Interleave(MachineInput[] life, int[] percents)
    {
        var all = new List<MachineInput>();
        var previous = Filler.Noon;
        for (var i = 0; i < life.Length; i++)
        {
            if (percents[i] % 2 == 0)
            {
                all.Add(new MachineInput.TimePassed(previous + ((life[i].At - previous) * (percents[i] / 100d))));
            }

            all.Add(life[i]);
            previous = life[i].At;
        }

        return [.. all];
    }

    // Every state value becomes a part; readings stay as wild as they were.
    static MachineInput[] Counting(MachineInput[] life, int[] steps)
    {
        var reading = 0L;
        return [.. life.Select((input, i) => input switch
        {
            MachineInput.StateSeen seen => new MachineInput.CounterSeen(seen.At, reading += steps[i]),
            _ => input,
        })];
    }

    static Func<DateTimeOffset, MachineInput> Shows(StateSignal bit, long? value) =>
        at => new MachineInput.StateSeen(at, value, bit);

    static Func<DateTimeOffset, MachineInput> Seen(long? raw) => at => new MachineInput.StateSeen(at, raw);

    static Func<DateTimeOffset, MachineInput> Read(long? reading) => at => new MachineInput.CounterSeen(at, reading);
}
