using System.Text.Json;
using Mes.Edge.Commissioning;
using Mes.Edge.Tests.Acquisition;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Commissioning;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CheckTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly StringWriter _output = new();

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Test]
    public async Task Each_tag_is_shown_with_what_the_PLC_says_now()
    {
        await using var plc = await Simulator.StartAsync();
        Write(plc.Endpoint);

        Assert.That(await CheckAsync(), Is.True);

        var lines = _output.ToString().Split('\n');
        Assert.That(lines[0], Is.EqualTo($"{_folder.File("edge.json")} is right."));
        Assert.That(lines, Has.One.Matches("^filler-plc  opc.tcp://.*  connected$"));
        Assert.That(lines, Has.One.Matches(@"^  filler +state +\d+ +[\d.]+ \w+( ahead)? +Good"));
        Assert.That(lines, Has.One.Matches(@"^  filler +temperature +[\d.]+ +°C +[\d.]+ \w+( ahead)? +Good"));
        Assert.That(_output.ToString(), Does.Not.Contain("warning"));
        Assert.That(Directory.Exists(_folder.File("journal")), Is.False, "the journal is not touched");
    }

    [Test]
    public async Task A_broker_is_visited_beside_the_edge_that_listens_to_it()
    {
        await using var line = await SensorLine.StartAsync();
        await using var edge = await line.StartEdgeAsync();
        await edge.ShowsAsync(view => view.Sources[0].Connected);
        await line.SayAsync(SensorLine.State, 6, retain: true);
        await line.SayAsync(SensorLine.Pressure, 2.5, retain: true);

        var isRight = await CheckCommand.RunAsync(
            new CommandLine.Check(line.Folder.File("edge.json"), IsOffline: false, IsJson: false),
            _output, TimeProvider.System, CancellationToken.None);

        var lines = _output.ToString().Split('\n');
        Assert.That(isRight, Is.True);
        Assert.That(lines, Has.One.Matches(@"^  labeller +pressure +2.5 +bar +[\d.]+ s( ahead)? +Good"));
        Assert.That(lines, Has.One.EqualTo("  labeller parts: no value while it was watched"));
        Assert.That(edge.Board.Current.Sources[0].Connected, Is.True, "its session was not taken over");
    }

    [Test]
    public async Task A_tag_that_the_server_refuses_is_a_warning()
    {
        await using var plc = await Simulator.StartAsync();
        Write(plc.Endpoint, json => json.Replace("s=Filler.Temperature", "s=Filler.Heat", StringComparison.Ordinal));

        Assert.That(await CheckAsync(), Is.True);

        Assert.That(_output.ToString(), Does.Contain("1 warning; the edge starts all the same:"));
        Assert.That(_output.ToString(), Does.Contain("filler temperature: refused: BadNodeIdUnknown (0x80340000)"));
    }

    [Test]
    public async Task An_endpoint_that_cannot_be_reached_is_a_warning_with_the_reason()
    {
        var port = FreePort.Next();
        Write($"opc.tcp://127.0.0.1:{port}");

        Assert.That(await CheckAsync(), Is.True);

        Assert.That(_output.ToString(), Does.Contain($"filler-plc (opc.tcp://127.0.0.1:{port}) cannot be reached: "));
    }

    [Test]
    public async Task Scripts_read_the_same_as_JSON()
    {
        await using var plc = await Simulator.StartAsync();
        Write(plc.Endpoint);

        await CheckAsync(isJson: true);

        using var report = JsonDocument.Parse(_output.ToString());
        var source = report.RootElement.GetProperty("sources")[0];
        var tag = source.GetProperty("tags")[2];
        Assert.That(source.GetProperty("connected").GetBoolean(), Is.True);
        Assert.That(tag.GetProperty("metric").GetString(), Is.EqualTo("temperature"));
        Assert.That(tag.GetProperty("value").GetDouble(), Is.InRange(-50, 200));
        Assert.That(tag.GetProperty("quality").GetString(), Does.StartWith("Good"));
    }

    [Test]
    public async Task Faults_are_all_there_is_to_say_about_a_wrong_file()
    {
        Write("opc.tcp://127.0.0.1:1", json => json.Replace("debounceMs", "debonceMs", StringComparison.Ordinal));

        Assert.That(await CheckAsync(), Is.False);

        Assert.That(_output.ToString(), Does.Contain("edge.json has 1 fault:").And.Contain("did you mean \"debounceMs\"?"));
        Assert.That(_output.ToString(), Does.Not.Contain("filler-plc"));
    }

    [Test]
    public async Task Offline_connects_to_nothing()
    {
        Write("opc.tcp://127.0.0.1:1");

        Assert.That(await CheckAsync(isOffline: true), Is.True);

        Assert.That(_output.ToString().Trim(), Does.EndWith("is right."));
    }

    [Test]
    public async Task A_source_that_says_nothing_is_waited_for_no_longer_than_allowed()
    {
        var sight = await SourceProbe.LookAsync(
            new ScriptedSource(), [Some.StateTag], TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);

        Assert.That((sight.IsConnected, sight.Fault), Is.EqualTo((false, "No answer within 0 s.")));
    }

    [Test]
    public async Task What_one_tag_showed_is_kept_though_another_shows_nothing()
    {
        var plc = new ScriptedSource();
        plc.Connect(Some.Morning);
        var published = plc.PublishAsync(Some.Morning, Some.State(Some.Running, Some.Morning));

        var sight = await SourceProbe.LookAsync(
            plc, [Some.StateTag, Some.PartsTag], TimeSpan.FromMilliseconds(500), TimeProvider.System, CancellationToken.None);

        await published;
        Assert.That((sight.IsConnected, sight.Fault), Is.EqualTo((true, (string?)null)));
        Assert.That(sight.Newest.Keys, Is.EqualTo([Some.StateTag]));
    }

    [Test]
    public async Task The_variables_of_a_server_are_listed_as_the_file_names_them()
    {
        await using var plc = await Simulator.StartAsync();

        var isFine = await BrowseCommand.RunAsync(
            new CommandLine.Browse(plc.Endpoint, Node: null), _output, TextWriter.Null,
            TimeProvider.System, CancellationToken.None);

        Assert.That(isFine, Is.True);
        Assert.That(
            _output.ToString().Split('\n'),
            Has.One.Matches(@"^nsu=urn:mes:simulator;s=Filler.State +Filler/State +Int32 +\d+ +Good"));
        Assert.That(_output.ToString(), Does.Not.Contain("ServerStatus"));
    }

    [Test]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var errors = new StringWriter();

        var isFine = await BrowseCommand.RunAsync(
            new CommandLine.Browse($"opc.tcp://127.0.0.1:{FreePort.Next()}", Node: null), _output, errors,
            TimeProvider.System, CancellationToken.None);

        Assert.That(isFine, Is.False);
        Assert.That(errors.ToString(), Does.StartWith("opc.tcp://127.0.0.1:"));
    }

    void Write(string endpoint, Func<string, string>? change = null)
    {
        _ = Some.Configuration(_folder);
        var json = Some.Json(new Uri("http://127.0.0.1:1"), endpoint);
        File.WriteAllText(_folder.File("edge.json"), change?.Invoke(json) ?? json);
    }

    Task<bool> CheckAsync(bool isOffline = false, bool isJson = false) => CheckCommand.RunAsync(
        new CommandLine.Check(_folder.File("edge.json"), isOffline, isJson),
        _output, TimeProvider.System, CancellationToken.None);
}
