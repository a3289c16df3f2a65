using FsCheck;
using FsCheck.Fluent;
using Mes.Domain.Calendars;
using Mes.Domain.Machines;
using Mes.Domain.Performance;
using NUnit.Framework;

namespace Mes.Domain.Tests.Performance;

/// <summary>Lines of two or three machines over 600 s; times in seconds.</summary>
sealed class BottleneckTests
{
    static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(200);

    static readonly Arbitrary<IReadOnlyList<ShiftFacts>> Lines = (
        from machines in Gen.Choose(1, 4)
        from now in Gen.Choose(-50, 700)
        from lines in MachineGen.ListOf(machines)
        select (IReadOnlyList<ShiftFacts>)[.. lines.Select(facts => facts with { Now = ShiftStory.At(now) })]).ToArbitrary();

    static Gen<ShiftFacts> MachineGen =>
        from known in Gen.Choose(0, 700)
        from states in StateGen.ListOf()
        from breaks in Gen.Zip(Gen.Choose(-50, 650), Gen.Choose(0, 120)).ListOf(2)
        select new ShiftFacts(
            new TimeSpanUtc(ShiftStory.Six, ShiftStory.At(600)),
            [.. breaks.Select(pause => new TimeSpanUtc(ShiftStory.At(pause.Item1), ShiftStory.At(pause.Item1 + pause.Item2)))],
            ShiftStory.At(0), ShiftStory.At(known), [.. states], [], TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));

    static Gen<StateSince> StateGen =>
        from id in Gen.Choose(1, int.MaxValue)
        from seconds in Gen.Choose(-100, 700)
        from state in Gen.Elements(
            MachineState.Running, MachineState.Running, MachineState.Idle, MachineState.Idle, MachineState.Fault,
            MachineState.Maintenance, MachineState.NoData)
        from reason in Gen.Elements<string?>(null, null, "JAM", "SETUP", "STARVED")
        select new StateSince(ShiftStory.Id(id), ShiftStory.At(seconds), state, reason, IsPlannedReason: reason == "SETUP");

    [Test]
    public void Idle_after_the_machine_before_stopped_is_starved_and_after_the_one_behind_stopped_blocked()
    {
        var line = LineActivities.Of([
            Machine().Runs(0).Stops(110).Runs(160).Facts,
            Machine().Runs(0).State(100, MachineState.Fault).Runs(150).Facts,
            Machine().Runs(0).Stops(120).Runs(155).Facts,
        ]);

        Assert.That(line[0][1], Is.EqualTo(Activity(110, 160, ActivityKind.Blocked)));
        Assert.That(line[1][1], Is.EqualTo(Activity(100, 150, ActivityKind.Fault)));
        Assert.That(line[2][1], Is.EqualTo(Activity(120, 155, ActivityKind.Starved)));
    }

    [Test]
    public void Idle_while_both_neighbours_run_is_its_own()
    {
        var line = LineActivities.Of([
            Machine().Runs(0).Facts, Machine().Runs(0).Stops(100).Runs(140).Facts, Machine().Runs(0).Facts]);

        Assert.That(line[1][1], Is.EqualTo(Activity(100, 140, ActivityKind.Idle)));
    }

    [Test]
    public void Of_two_neighbours_that_stand_the_one_that_has_stood_longer_is_the_cause()
    {
        var line = LineActivities.Of([
            Machine().Runs(0).State(90, MachineState.Fault).Runs(200).Facts,
            Machine().Runs(0).Stops(100).Runs(210).Facts,
            Machine().Runs(0).State(50, MachineState.Fault).Runs(205).Facts,
        ]);

        Assert.That(line[1][1].Kind, Is.EqualTo(ActivityKind.Blocked));
    }

    [Test]
    public void Two_machines_that_stop_at_one_instant_do_not_wait_for_each_other()
    {
        var line = LineActivities.Of([Machine().Runs(0).Stops(100).Facts, Machine().Runs(0).Stops(100).Facts]);

        Assert.That((line[0][1].Kind, line[1][1].Kind), Is.EqualTo((ActivityKind.Idle, ActivityKind.Idle)));
    }

    [Test]
    public void A_neighbour_of_which_nothing_is_known_is_no_cause()
    {
        var line = LineActivities.Of([
            Machine().Runs(0).State(90, MachineState.NoData).Facts, Machine().Runs(0).Stops(100).Facts]);

        Assert.That(line[1][1].Kind, Is.EqualTo(ActivityKind.Idle));
    }

    [Test]
    public void A_reason_outranks_what_the_neighbours_suggest()
    {
        var line = LineActivities.Of([Machine().Runs(0).Facts, Machine().Runs(0).Stops(100, "STARVED").Runs(130).Facts]);

        Assert.That(line[1][1].Kind, Is.EqualTo(ActivityKind.Starved));
    }

    [Test]
    public void The_machine_that_never_waits_is_the_bottleneck()
    {
        // The second works on while the first is blocked by it and the third starved.
        var found = Find(
            Machine().Runs(0).Stops(60, "BLOCKED").Runs(90).Stops(200, "BLOCKED").Runs(260),
            Machine().Runs(0),
            Machine().Runs(0).Stops(40, "STARVED").Runs(70).Stops(400, "STARVED").Runs(430));

        Assert.That(found.Machine, Is.EqualTo(1));
        Assert.That(found.Held[1], Is.EqualTo(TimeSpan.FromSeconds(600)));
    }

    [Test]
    public void A_machine_in_repair_is_the_bottleneck_while_the_others_wait_for_it()
    {
        var found = Find(
            Machine().State(0, MachineState.Fault).Runs(300),
            Machine().Stops(0, "STARVED").Runs(310).Stops(500, "STARVED").Runs(510));

        Assert.That(found.Machine, Is.Zero);
    }

    [Test]
    public void The_bottleneck_moves_to_whoever_has_the_longest_period_at_each_instant()
    {
        // 0 to 100 s both run: the first's period of 400 s is the longer; at 400 s it begins to wait, and the second holds.
        var found = Find(
            Machine().Runs(0).Stops(400, "BLOCKED"),
            Machine().Runs(0).Stops(100, "STARVED").Runs(300));

        Assert.That(found.Held, Is.EqualTo([TimeSpan.FromSeconds(400), TimeSpan.FromSeconds(200)]));
        Assert.That((found.Undecided, found.Known), Is.EqualTo((TimeSpan.Zero, TimeSpan.FromSeconds(600))));
    }

    [Test]
    public void Machines_that_are_alike_have_no_bottleneck()
    {
        var found = Find(Machine().Runs(0), Machine().Runs(0));

        Assert.That((found.Machine, found.Undecided), Is.EqualTo(((int?)null, TimeSpan.FromSeconds(600))));
    }

    [Test]
    public void Time_in_which_nothing_is_known_of_one_machine_counts_for_none()
    {
        var found = Find(
            Machine().Runs(0),
            Machine().Runs(0).State(200, MachineState.NoData).Runs(500).Stops(590, "STARVED"));

        Assert.That(found.Known, Is.EqualTo(TimeSpan.FromSeconds(300)));
        Assert.That(found.Held[0], Is.EqualTo(TimeSpan.FromSeconds(300)));
    }

    [Test]
    public void Activities_cover_the_time_without_holes_and_agree_with_the_time_model() =>
        Check.One(Config, Prop.ForAll(Lines, machines =>
            LineActivities.Of(machines).Zip(machines).All(pair =>
            {
                var (activities, facts) = pair;
                var times = TimeModel.Of(facts).Times;
                return Sum(activities, ActivityKind.NoData) == times.NoData
                    && Sum(activities, ActivityKind.NotPlanned) == times.NotPlanned + times.PlannedStop
                    && Sum(activities, ActivityKind.Running) == times.Running
                    && activities.Where(activity => activity.Counts).Aggregate(TimeSpan.Zero, (sum, each) => sum + each.Length)
                        == times.Known
                    && activities.Zip(activities.Skip(1)).All(next => next.First.To == next.Second.From);
            })));

    [Test]
    public void What_machines_held_and_what_is_undecided_is_all_that_is_known() =>
        Check.One(Config, Prop.ForAll(Lines, machines =>
        {
            var found = Bottleneck.Of(LineActivities.Of(machines));
            return found.Held.Aggregate(found.Undecided, (sum, held) => sum + held) == found.Known
                && found.Known <= TimeSpan.FromSeconds(600)
                && machines.All(facts => found.Known <= TimeModel.Of(facts).Times.Known)
                && (found.Machine is not { } most || found.Held.All(held => held <= found.Held[most]));
        }));

    [Test]
    public void No_machine_holds_the_line_back_while_it_waits() =>
        Check.One(Config, Prop.ForAll(Lines, machines =>
        {
            var line = LineActivities.Of(machines);
            var found = Bottleneck.Of(line);
            return found.Held.Zip(line).All(pair => pair.First <= pair.Second.Where(activity => activity.IsActive)
                .Aggregate(TimeSpan.Zero, (sum, activity) => sum + activity.Length));
        }));

    static ShiftStory Machine() => new();

    static Bottleneck Find(params ShiftStory[] machines) =>
        Bottleneck.Of(LineActivities.Of([.. machines.Select(machine => machine.Facts)]));

    static Activity Activity(double from, double to, ActivityKind kind) => new(ShiftStory.At(from), ShiftStory.At(to), kind);

    static TimeSpan Sum(IReadOnlyList<Activity> activities, ActivityKind kind) =>
        activities.Where(activity => activity.Kind == kind).Aggregate(TimeSpan.Zero, (sum, activity) => sum + activity.Length);
}
