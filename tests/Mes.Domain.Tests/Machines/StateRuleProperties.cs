using FsCheck;
using FsCheck.Fluent;
using Mes.Domain.Machines;
using NUnit.Framework;

namespace Mes.Domain.Tests.Machines;

/// <summary>What holds under every state rule, over random lives with restarts wherever they come.</summary>
[TestFixture("tag")]
[TestFixture("bits")]
[TestFixture("cycle")]
sealed class StateRuleProperties(string rule)
{
    static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(80);

    readonly MachineRule _rule = rule switch
    {
        "bits" => Filler.Rule with { State = new StateRule.ByBits(HasFault: true, HasMaintenance: true) },
        "cycle" => Filler.Rule with { State = new StateRule.ByCycle(2.5m) },
        _ => Filler.Rule,
    };

    Arbitrary<MachineInput[]> Lives => rule switch
    {
        "bits" => MachineHistory.OfBits,
        "cycle" => MachineHistory.OfCycles,
        _ => MachineHistory.Of,
    };

    [Test]
    public void Ticks_change_when_a_thing_is_told_and_never_what_is_told() =>
        Check.One(Config, Prop.ForAll(Lives, life =>
            Prop.ForAll(MachineHistory.WithTicks(life).ToArbitrary(), ticked =>
                AtLast(ticked).Told().SequenceEqual(AtLast(life).Told()))));

    [Test]
    public void A_restart_from_the_checkpoint_changes_nothing_wherever_it_comes() =>
        Check.One(Config, Prop.ForAll(Lives, life =>
        {
            var restarted = new Filler(_rule);
            foreach (var input in life)
            {
                restarted.Feed(input).Restart();
            }

            return restarted.Passed(1e10).Told().SequenceEqual(AtLast(life).Told());
        }));

    [Test]
    public void States_and_gaps_partition_the_time_from_the_first_of_them_on() =>
        Check.One(Config, Prop.ForAll(Lives, life =>
        {
            var gap = (DateTimeOffset?)null;
            var last = DateTimeOffset.MinValue;
            foreach (var output in AtLast(life).Outputs)
            {
                switch (output)
                {
                    case MachineOutput.StateChanged change when gap is not null || change.At < last:
                        return false;
                    case MachineOutput.StateChanged change:
                        last = change.At;
                        break;
                    case MachineOutput.GapOpened opened when gap is not null || opened.From < last:
                        return false;
                    case MachineOutput.GapOpened opened:
                        gap = last = opened.From;
                        break;
                    case MachineOutput.GapClosed closed when closed.From != gap || closed.To < closed.From:
                        return false;
                    case MachineOutput.GapClosed closed:
                        (gap, last) = (null, closed.To);
                        break;
                }
            }

            return true;
        }));

    [Test]
    public void No_state_is_shorter_than_the_debounce_but_one_next_to_a_gap() =>
        Check.One(Config, Prop.ForAll(Lives, life =>
        {
            var borders = AtLast(life).Outputs
                .Where(output => output is MachineOutput.StateChanged or MachineOutput.GapOpened or MachineOutput.GapClosed)
                .ToArray();
            for (var i = 1; i + 1 < borders.Length; i++)
            {
                if (borders[i - 1] is MachineOutput.StateChanged && borders[i] is MachineOutput.StateChanged from
                    && borders[i + 1] is MachineOutput.StateChanged to && to.At - from.At < _rule.Debounce)
                {
                    return false;
                }
            }

            return true;
        }));

    [Test]
    public void What_is_settled_stays_settled() =>
        Check.One(Config, Prop.ForAll(Lives, life =>
        {
            var machine = new Filler(_rule);
            foreach (var input in life)
            {
                var (settled, told) = (machine.Progress.SettledThrough, machine.Outputs.Count);
                machine.Feed(input);
                if (machine.Progress.SettledThrough < settled
                    || machine.Outputs.Skip(told).Any(output => MachineFoldProperties.LastInstant(output) < settled))
                {
                    return false;
                }
            }

            return true;
        }));

    [Test]
    public void No_part_of_a_counter_that_only_counts_is_lost_or_counted_twice() =>
        Check.One(Config, Prop.ForAll(Lives, Gen.Choose(0, 3).ArrayOf().ToArbitrary(), (life, steps) =>
        {
            var reading = 65_500L;
            var machine = new Filler(_rule).Counter(0, reading);
            var made = 0L;
            for (var i = 0; i < life.Length; i++)
            {
                var step = steps.Length == 0 ? 1 : steps[i % steps.Length];
                made += step;
                reading = (reading + step) % 65_536;
                machine.Feed(life[i] is MachineInput.CounterSeen seen ? seen with { Reading = reading } : life[i]).Restart();
            }

            machine.Returned(1e10).Counter(1e10, reading).State(1e10, Filler.Runs)
                .Bit(1e10, StateSignal.Run, 1).Bit(1e10, StateSignal.Fault, 0).Bit(1e10, StateSignal.Maintenance, 0)
                .Passed(1e10 + 60_000);
            return machine.Counts.Sum(parts => parts.Quantity) == made;
        }));

    [Test]
    public void A_machine_read_by_its_cycles_is_never_faster_than_its_ideal_cycle_allows()
    {
        if (rule != "cycle")
        {
            Assert.Pass("Only the rule by cycles dates a run by its parts.");
        }

        Check.One(Config, Prop.ForAll(Gen.Choose(1000, 9000).ListOf().ToArbitrary(), pauses =>
        {
            var machine = new Filler(_rule).Counter(0, 0);
            var at = 0d;
            foreach (var (pause, i) in pauses.Select((pause, i) => (pause, i)))
            {
                machine.Counter(at += pause, i + 1);
            }

            machine.Passed(at + 60_000);
            var changes = machine.Changes.ToArray();
            var ran = changes.Zip(changes.Skip(1)).Where(pair => pair.First.State == MachineState.Running)
                .Aggregate(TimeSpan.Zero, (sum, pair) => sum + (pair.Second.At - pair.First.At));
            return ran >= _rule.IdealCycle * pauses.Count;
        }));
    }

    Filler AtLast(IEnumerable<MachineInput> life) =>
        life.Aggregate(new Filler(_rule), (machine, input) => machine.Feed(input)).Passed(1e10);
}
