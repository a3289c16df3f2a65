using FsCheck;
using FsCheck.Fluent;
using Mes.Domain.Calendars;
using Mes.Domain.Machines;
using Mes.Domain.Performance;
using NUnit.Framework;

namespace Mes.Domain.Tests.Performance;

sealed class TimeModelProperties
{
    static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(200);

    static readonly Arbitrary<ShiftFacts> Shifts = (
        from now in Gen.Choose(-100, 900)
        from known in Gen.Choose(-100, 900)
        from states in StateGen.ListOf()
        from counts in CountGen.ListOf()
        from breaks in Gen.Zip(Gen.Choose(-50, 650), Gen.Choose(0, 120)).ListOf(3)
        select new ShiftFacts(
            new TimeSpanUtc(ShiftStory.Six, ShiftStory.At(600)),
            [.. breaks.Select(pause => new TimeSpanUtc(ShiftStory.At(pause.Item1), ShiftStory.At(pause.Item1 + pause.Item2)))],
            ShiftStory.At(now), ShiftStory.At(known), [.. states], [.. counts],
            TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30))).ToArbitrary();

    static Gen<StateSince> StateGen =>
        from id in Gen.Choose(1, int.MaxValue)
        from seconds in Gen.Choose(-100, 700)
        from micros in Gen.Choose(0, 999_999)
        from state in Gen.Elements(
            MachineState.Running, MachineState.Running, MachineState.Idle, MachineState.Fault, MachineState.NoData)
        from reason in Gen.Elements<string?>(null, null, "JAM", "SETUP")
        select new StateSince(
            ShiftStory.Id(id), ShiftStory.At(seconds).AddMicroseconds(micros), state, reason, IsPlannedReason: reason == "SETUP");

    static Gen<CountSpan> CountGen =>
        from seconds in Gen.Choose(-20, 610)
        from length in Gen.Choose(0, 10)
        from good in Gen.Choose(0, 9)
        from scrap in Gen.Choose(0, 3)
        from estimated in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new CountSpan(ShiftStory.At(seconds), ShiftStory.At(seconds + length), good, scrap, estimated);

    [Test]
    public void Classes_add_up_to_the_time_covered_and_none_is_negative() =>
        Check.One(Config, Prop.ForAll(Shifts, facts =>
        {
            var figures = TimeModel.Of(facts);
            var times = figures.Times;
            return times.Elapsed == figures.Until - facts.Span.From
                && Classes(times).All(time => time >= TimeSpan.Zero)
                && times.Running == figures.IdealTimeOfGood + figures.IdealTimeOfScrap + figures.SpeedLoss;
        }));

    [Test]
    public void The_losses_of_a_shift_are_its_classes_told_apart_further() =>
        Check.One(Config, Prop.ForAll(Shifts, facts =>
        {
            var figures = TimeModel.Of(facts);
            var losses = TimeLosses.Of(figures);
            var stops = figures.StoppageTimes.ToLookup(part => part.Stoppage.Class, part => part.Time);
            return losses.Idle >= TimeSpan.Zero && losses.Fault >= TimeSpan.Zero && losses.Maintenance >= TimeSpan.Zero
                && Sum(stops[StoppageClass.Downtime]) == figures.Times.Downtime
                && Sum(stops[StoppageClass.MicroStop]) == figures.Times.MicroStop
                && Sum(stops[StoppageClass.PlannedStop]) == figures.Times.PlannedStop;
        }));

    static TimeSpan Sum(IEnumerable<TimeSpan> times) => times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);

    [Test]
    public void Each_microsecond_is_in_the_class_that_the_definitions_give_it() =>
        Check.One(Config, Prop.ForAll(Shifts, facts => BySampling(facts) == InTenths(TimeModel.Of(Coarse(facts)).Times)));

    [Test]
    public void OEE_is_the_good_ideal_time_over_the_planned_known_time_unless_held() =>
        Check.One(Config, Prop.ForAll(Shifts, facts =>
        {
            var figures = TimeModel.Of(facts);
            var terms = figures.Terms;
            return figures.Oee.IsOverSpeed || terms.PlannedTime == 0 || terms.RunTime == 0
                || Math.Abs(figures.Oee.Value!.Value - (terms.GoodIdealTime!.Value / terms.PlannedTime)) < 1e-20m;
        }));

    [Test]
    public void Two_halves_of_a_shift_add_up_to_the_whole() =>
        Check.One(Config, Prop.ForAll(Shifts, Gen.Choose(1, 599).ToArbitrary(), (facts, cut) =>
        {
            // A past shift: a running one ends where its facts do, in whichever half that is.
            facts = facts with { Now = ShiftStory.At(3600) };
            var middle = ShiftStory.At(cut);
            var whole = TimeModel.Of(facts);
            var first = TimeModel.Of(facts with { Span = facts.Span with { To = middle } });
            var second = TimeModel.Of(facts with { Span = facts.Span with { From = middle } });
            return first.Parts + second.Parts == whole.Parts && first.Terms + second.Terms == whole.Terms
                && first.Times + second.Times == whole.Times;
        }));

    [Test]
    public void The_order_in_which_facts_came_means_nothing() =>
        Check.One(Config, Prop.ForAll(Shifts, facts =>
            Prop.ForAll(Shuffled(facts).ToArbitrary(), shuffled =>
            {
                var (one, other) = (TimeModel.Of(facts), TimeModel.Of(shuffled));
                return one with { Stoppages = [], StoppageTimes = [] } == (other with { Stoppages = [], StoppageTimes = [] })
                    && one.StoppageTimes.SequenceEqual(other.StoppageTimes);
            })));

    static Gen<ShiftFacts> Shuffled(ShiftFacts facts) =>
        from states in Gen.Shuffle<StateSince>([.. facts.States])
        from counts in Gen.Shuffle<CountSpan>([.. facts.Counts])
        select facts with { States = states, Counts = counts };

    // Whole tenths, so that looking at each tenth of the shift sees all there is.
    static ShiftFacts Coarse(ShiftFacts facts) => facts with
    {
        States = [.. facts.States.Select(state => state with { Since = Tenth(state.Since) })],
    };

    static DateTimeOffset Tenth(DateTimeOffset time) => time.AddTicks(-(time.Ticks % (TimeSpan.TicksPerSecond / 10)));

    static (int, int, int, int, int, int) InTenths(ShiftTimes times) => (
        Tenths(times.NotPlanned), Tenths(times.PlannedStop), Tenths(times.NoData),
        Tenths(times.Downtime), Tenths(times.MicroStop), Tenths(times.Running));

    static TimeSpan[] Classes(ShiftTimes times) =>
        [times.NotPlanned, times.PlannedStop, times.NoData, times.Downtime, times.MicroStop, times.Running];

    static int Tenths(TimeSpan span) => (int)(span.Ticks / (TimeSpan.TicksPerSecond / 10));

    // The definitions word by word for one instant after the other, knowing nothing of spans.
    static (int, int, int, int, int, int) BySampling(ShiftFacts exact)
    {
        var facts = Coarse(exact);
        var states = facts.States.GroupBy(state => state.Since).Select(at => at.MaxBy(state => state.EventId)!)
            .OrderBy(state => state.Since).ToList();
        var lag = facts.Now - facts.KnownThrough;
        var reached = lag > TimeSpan.Zero && lag <= TimeSpan.FromSeconds(30) ? facts.KnownThrough : facts.Now;
        var known = reached < facts.KnownThrough ? reached : facts.KnownThrough;
        known = known < facts.Span.To ? known : facts.Span.To;
        var seen = new int[6];
        for (var at = facts.Span.From; at < facts.Span.To && at < reached; at = at.AddTicks(TimeSpan.TicksPerSecond / 10))
        {
            seen[ClassAt(facts, states, at, known)]++;
        }

        return (seen[0], seen[1], seen[2], seen[3], seen[4], seen[5]);
    }

    static int ClassAt(ShiftFacts facts, List<StateSince> states, DateTimeOffset at, DateTimeOffset known)
    {
        var now = states.FindLastIndex(state => state.Since <= at);
        if (facts.Breaks.Any(pause => pause.From <= at && at < pause.To))
        {
            return 0;
        }

        if (at >= known || now < 0 || states[now].State == MachineState.NoData)
        {
            return 2;
        }

        if (states[now].State == MachineState.Running)
        {
            return 5;
        }

        var first = now;
        while (first > 0 && states[first - 1].State is not (MachineState.Running or MachineState.NoData))
        {
            first--;
        }

        var next = states.FindIndex(now, state => state.State is MachineState.Running or MachineState.NoData);
        var soFar = facts.KnownThrough < facts.Now ? facts.KnownThrough : facts.Now;
        var end = next < 0 ? soFar : states[next].Since;
        var reason = states[first..(next < 0 ? states.Count : next)].Find(state => state.Reason is not null);
        return reason is { IsPlannedReason: true } ? 1 : end - states[first].Since >= facts.MicroStopLimit ? 3 : 4;
    }
}
