using Mes.Contracts.Events;
using Mes.Domain.Machines;
using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Edge.Execution;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Line;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class When_a_machine_tells_its_fault : IAsyncDisposable
{
    const long CodeTag = 4;
    const double Jam = 101;

    readonly ScriptedSource _plc = new();
    readonly TemporaryFolder _folder = new();
    readonly EdgeConfiguration _configuration;
    RunningEdge _edge = null!;

    public When_a_machine_tells_its_fault()
    {
        _configuration = Some.Configuration(_folder, WithFaultCode);
    }

    [SetUp]
    public async Task StartRunning()
    {
        _edge = await RunningEdge.StartAsync(_configuration, _plc);
        await _plc.Connect(At(0)).PublishAsync(At(1), Some.State(Some.Running, At(0)), Code(0, At(0)));
    }

    public async ValueTask DisposeAsync()
    {
        await _edge.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task The_edge_gives_the_reason_and_the_screen_says_that_it_was_the_machine()
    {
        await _plc.PublishAsync(At(40), Some.State(Some.Fault, At(30)), Code(Jam, At(30.1)));

        var view = await _edge.ShowsAsync(view => view.Machines[0].StoppageReason is not null);

        var given = _edge.Events().Single(journaled => journaled.Body is StoppageReasonGiven);
        var began = _edge.Events().Single(journaled => journaled.Body is MachineStateChanged { State: "FAULT" });
        Assert.That(given.Body, Is.EqualTo(new StoppageReasonGiven(Some.Filler, began.Id, "JAM")));
        Assert.That((given.Person, given.Act, given.Times.Source), Is.EqualTo(((Guid?)null, (Guid?)null, At(30.1))));
        Assert.That(view.Machines[0].IsReasonOfMachine, Is.True);
        Assert.That(view.Machines[0].FaultCode, Is.EqualTo(new Edge.Line.FaultCodeView(101, "Bottle jam")));
    }

    [Test]
    public async Task The_reason_of_a_person_wins_also_where_the_machine_names_one_later()
    {
        await _plc.PublishAsync(At(40), Some.State(Some.Fault, At(30)));
        var stoppage = (await _edge.ShowsAsync(view => view.Machines[0].Stoppage is not null)).Machines[0].Stoppage!.Value;
        await _edge.PerformAsync(new GiveStoppageReason(Guid.NewGuid(), Some.Filler, stoppage, "SETUP"));

        await _plc.PublishAsync(At(50), Code(Jam, At(45)));

        Assert.That(_edge.Events<StoppageReasonGiven>().Select(given => given.Reason), Is.EqualTo(["SETUP"]));
        Assert.That(_edge.Board.Current.Machines[0].IsReasonOfMachine, Is.False);
    }

    [Test]
    public async Task A_person_may_replace_the_reason_of_the_machine()
    {
        await _plc.PublishAsync(At(40), Some.State(Some.Fault, At(30)), Code(Jam, At(30)));
        var stoppage = (await _edge.ShowsAsync(view => view.Machines[0].StoppageReason is not null)).Machines[0].Stoppage!.Value;

        await _edge.PerformAsync(new GiveStoppageReason(Guid.NewGuid(), Some.Filler, stoppage, "SETUP"));

        var view = await _edge.ShowsAsync(view => view.Machines[0].StoppageReason?.Code == "SETUP");
        Assert.That(view.Machines[0].IsReasonOfMachine, Is.False);
        Assert.That(_edge.Events<StoppageReasonGiven>().Select(given => given.Reason), Is.EqualTo(["JAM", "SETUP"]));
    }

    [Test]
    public async Task A_fault_that_becomes_a_standstill_is_still_one_stop_with_one_reason()
    {
        await _plc.PublishAsync(At(40), Some.State(Some.Fault, At(30)), Code(Jam, At(30)));
        await _plc.PublishAsync(At(50), Some.State(Some.Idle, At(45)), Code(0, At(45)));

        var view = await _edge.ShowsAsync(view => view.Machines[0].State == MachineState.Idle);

        var began = _edge.Events().Single(journaled => journaled.Body is MachineStateChanged { State: "FAULT" });
        Assert.That(view.Machines[0].Stoppage, Is.EqualTo(began.Id));
        Assert.That(view.Machines[0].StoppageReason?.Code, Is.EqualTo("JAM"));
        Assert.That(_edge.Events<StoppageReasonGiven>(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_code_without_a_reason_is_shown_as_it_is()
    {
        await _plc.PublishAsync(At(40), Some.State(Some.Fault, At(30)), Code(999, At(30)));

        var view = await _edge.ShowsAsync(view => view.Machines[0].FaultCode is not null);

        Assert.That(view.Machines[0].FaultCode!.Text, Is.EqualTo("Fault 999"));
        Assert.That(_edge.Events<StoppageReasonGiven>(), Is.Empty);
    }

    [Test]
    public async Task A_running_machine_shows_no_fault_though_its_PLC_still_does()
    {
        await _plc.PublishAsync(At(40), Some.State(Some.Fault, At(30)), Code(Jam, At(30)));
        await _plc.PublishAsync(At(60), Some.State(Some.Running, At(50)));
        await _plc.PublishAsync(At(80), Some.State(Some.Idle, At(70)));

        var view = await _edge.ShowsAsync(view => view.Machines[0] is { State: MachineState.Idle });

        Assert.That(view.Machines[0].StoppageReason, Is.Null, "the code of the former stop is no reason of this one");
        Assert.That(_edge.Events<StoppageReasonGiven>(), Has.Exactly(1).Items);
    }

    [Test]
    public async Task The_machine_says_whether_its_source_is_connected()
    {
        Assert.That(_edge.Board.Current.Machines[0].Connection, Has.Property("Connected").True);

        _plc.Interrupt(At(5));

        var view = await _edge.ShowsAsync(view => view.Machines[0].Connection is { Connected: false });
        Assert.That(view.Machines[0].Connection!.Fault, Is.EqualTo("The cable is out."));
    }

    static string WithFaultCode(string json) => json
        .Replace(
            "\"tags\": [", "\"faultCode\": { \"tag\": \"fault-code\", \"reasons\": { \"101\": \"JAM\" } }, \"tags\": [",
            StringComparison.Ordinal)
        .Replace(
            "s=Filler.Temperature\"\n      }]", "s=Filler.Temperature\"\n      },"
                + "{ \"metric\": \"fault-code\", \"source\": \"filler-plc\", \"node\": \"ns=2;s=FaultCode\" }]",
            StringComparison.Ordinal)
        .Replace(
            "\"reasons\": [", "\"reasons\": [{ \"code\": \"SETUP\", \"name\": \"Format change\", \"kind\": \"stop\" },",
            StringComparison.Ordinal);

    static TagSample Code(double code, DateTimeOffset at) => Some.Sample(CodeTag, code, at);

    static DateTimeOffset At(double seconds) => Some.Morning.AddSeconds(seconds);
}
