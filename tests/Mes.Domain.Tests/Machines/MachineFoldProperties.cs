using FsCheck;
using FsCheck.Fluent;
using Mes.Domain.Machines;
using NUnit.Framework;

namespace Mes.Domain.Tests.Machines;

sealed class MachineFoldProperties
{
    static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(80);

    [Test]
    public void Ticks_change_when_a_thing_is_told_and_never_what_is_told() =>
        Check.One(Config, Prop.ForAll(MachineHistory.Of, life =>
            Prop.ForAll(MachineHistory.WithTicks(life).ToArbitrary(), ticked =>
                ToldAtLast(ticked).SequenceEqual(ToldAtLast(life)))));

    [Test]
    public void A_restart_from_the_checkpoint_changes_nothing_wherever_it_comes() =>
        Check.One(Config, Prop.ForAll(MachineHistory.Of, life =>
        {
            var restarted = new Filler();
            foreach (var input in life)
            {
                restarted.Feed(input).Restart();
            }

            return restarted.Passed(1e10).Told().SequenceEqual(ToldAtLast(life));
        }));

    [Test]
    public void Transitions_are_those_of_the_definition_of_debounce() =>
        Check.One(Config, Prop.ForAll(MachineHistory.OfStates, life =>
            ToldAtLast(life).SequenceEqual(ByDefinition([.. life.Cast<MachineInput.StateSeen>()]))));

    [Test]
    public void What_is_settled_stays_settled() =>
        Check.One(Config, Prop.ForAll(MachineHistory.Of, life =>
        {
            var filler = new Filler();
            foreach (var input in life)
            {
                var (settled, told) = (filler.Progress.SettledThrough, filler.Outputs.Count);
                filler.Feed(input);
                if (filler.Progress.SettledThrough < settled
                    || filler.Outputs.Skip(told).Any(output => LastInstant(output) < settled))
                {
                    return false;
                }
            }

            return true;
        }));

    [Test]
    public void Counts_follow_on_each_other_and_split_at_every_ten_seconds_and_every_change() =>
        Check.One(Config, Prop.ForAll(MachineHistory.Of, life =>
        {
            var filler = Fed(life).Passed(1e10);
            var counts = filler.Counts.ToArray();
            return counts.All(parts => parts.From < parts.To && parts.Quantity > 0)
                && counts.Zip(counts.Skip(1)).All(pair => FollowsOn(pair.First, pair.Second))
                && counts.Where(parts => !parts.Estimated).All(parts =>
                    Tens(parts.From) == Tens(parts.To.AddTicks(-1))
                    && filler.Changes.All(change => change.At <= parts.From || change.At >= parts.To));
        }));

    [Test]
    public void Whatever_happens_no_part_of_a_counter_that_only_counts_is_lost() =>
        Check.One(Config, Prop.ForAll(MachineHistory.Of, Gen.Choose(0, 3).ArrayOf().ToArbitrary(), (life, steps) =>
        {
            // The counter's own story replaces the readings of the life, each step a little further.
            var reading = 65_500L;
            var filler = new Filler().Counter(0, reading);
            var made = 0L;
            for (var i = 0; i < life.Length; i++)
            {
                var step = steps.Length == 0 ? 1 : steps[i % steps.Length];
                made += step;
                reading = (reading + step) % 65_536;
                filler.Feed(life[i] is MachineInput.CounterSeen seen ? seen with { Reading = reading } : life[i]);
            }

            // The last word, after a return in case the life ended in a loss.
            filler.Returned(1e10).Counter(1e10, reading).State(1e10, Filler.Runs).Passed(1e10 + 60_000);
            return filler.Counts.Sum(parts => parts.Quantity) == made;
        }));

    static Filler Fed(IEnumerable<MachineInput> life)
    {
        var filler = new Filler();
        foreach (var input in life)
        {
            filler.Feed(input);
        }

        return filler;
    }

    static string[] ToldAtLast(IEnumerable<MachineInput> life) => Fed(life).Passed(1e10).Told();

    static long Tens(DateTimeOffset at) => at.UtcTicks / MachineFold.FlushInterval.Ticks;

    static bool FollowsOn(MachineOutput.PartsCounted first, MachineOutput.PartsCounted second) =>
        first.CounterEpoch == second.CounterEpoch
            ? first.To <= second.From && first.ReadingAfter == second.ReadingBefore
            : first.CounterEpoch < second.CounterEpoch && second.ReadingBefore == 0;

    public static DateTimeOffset LastInstant(MachineOutput output) => output switch
    {
        MachineOutput.StateChanged change => change.At,
        MachineOutput.PartsCounted parts => parts.To,
        MachineOutput.GapOpened gap => gap.From,
        MachineOutput.GapClosed gap => gap.To,
        _ => throw new ArgumentOutOfRangeException(nameof(output), output, "No such output."),
    };

    // The definition, over the whole story at once: leave at S, and not back before S + debounce.
    static IEnumerable<string> ByDefinition(MachineInput.StateSeen[] story)
    {
        var settled = (long?)null;
        for (var i = 0; i < story.Length;)
        {
            if (settled is null || story[i].Raw == settled)
            {
                if (settled is null)
                {
                    yield return Tell(story[i].Raw, story[i].At);
                }

                settled = story[i++].Raw;
                continue;
            }

            var window = story.Skip(i).TakeWhile(seen => seen.At - story[i].At < Filler.Rule.Debounce).ToArray();
            var back = Array.FindIndex(window, seen => seen.Raw == settled);
            if (back < 0)
            {
                settled = window[^1].Raw;
                yield return Tell(settled, story[i].At);
            }

            i += back < 0 ? window.Length : back;
        }
    }

    static string Tell(long? raw, DateTimeOffset at) =>
        Filler.Tell(new MachineOutput.StateChanged(Filler.States[raw.GetValueOrDefault()], at, $"{raw}"));
}
