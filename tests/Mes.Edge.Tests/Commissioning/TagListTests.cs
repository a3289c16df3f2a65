using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mes.Edge.Commissioning;
using Mes.Edge.Configuration;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Commissioning;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TagListTests : IDisposable
{
    readonly TemporaryFolder _folder = new();
    readonly StringWriter _output = new();
    readonly StringWriter _errors = new();

    string Edge => _folder.File("edge.json");

    string List => _folder.File("tags.csv");

    [SetUp]
    public void WriteTheFile()
    {
        _ = Some.Configuration(_folder);
        File.WriteAllText(Edge, "// The filler of hall 2.\n" + Some.Json(new Uri("http://127.0.0.1:1")));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Test]
    public void The_list_has_a_line_for_each_tag()
    {
        TagListCommand.Export(new CommandLine.ExportTags(Edge, Out: null), _output, _errors);

        var lines = _output.ToString().Split("\r\n");
        Assert.That(lines[0], Is.EqualTo("machine,metric,unit,source,node,topic,format,value,time,detect"));
        Assert.That(lines[3], Is.EqualTo("filler,temperature,°C,filler-plc,nsu=urn:mes:simulator;s=Filler.Temperature,,,,,"));
    }

    [Test]
    public void What_was_exported_comes_back_unchanged()
    {
        Export();

        Assert.That(Import(), Is.True);

        Assert.That(_output.ToString(), Does.Contain("3 tags; 0 added, 0 changed, 0 removed."));
    }

    [Test]
    public void Added_changed_and_removed_tags_are_counted_and_the_rest_of_the_file_stays()
    {
        var before = JsonNode.Parse(
            File.ReadAllText(Edge), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!;
        Write(
            "machine,metric,unit,source,node", "filler,state,,filler-plc,nsu=urn:mes:simulator;s=Filler.State",
            "filler,parts,,filler-plc,nsu=urn:mes:simulator;s=Filler.Count", "filler,speed,1/min,filler-plc,ns=2;s=Speed");

        Assert.That(Import(), Is.True);

        Assert.That(_output.ToString(), Does.Contain("3 tags; 1 added, 1 changed, 1 removed."));
        var (configuration, _) = ConfigurationReader.ReadFile(Edge);
        Assert.That(configuration!.Machines[0].Tags.Select(tag => tag.Metric), Is.EqualTo(["state", "parts", "speed"]));
        Assert.That(configuration.Machines[0].Tags[1].Node, Does.EndWith("Filler.Count"));
        var after = JsonNode.Parse(File.ReadAllText(Edge))!;
        before["machines"]![0]!.AsObject().Remove("tags");
        after["machines"]![0]!.AsObject().Remove("tags");
        Assert.That(JsonNode.DeepEquals(after, before), Is.True);
        Assert.That(File.ReadAllText(Edge + ".bak"), Does.StartWith("// The filler of hall 2."));
    }

    [Test]
    public void A_dry_run_writes_nothing()
    {
        var before = File.ReadAllText(Edge);
        Write(
            "machine;metric;source;node",
            "filler;state;filler-plc;\"ns=2;s=State\"", "filler;parts;filler-plc;\"ns=2;s=Parts\"");

        Assert.That(Import(isDryRun: true), Is.True, _errors.ToString());

        Assert.That(_output.ToString(), Does.Contain("0 added, 2 changed, 1 removed.").And.Contain("dry run"));
        Assert.That(File.ReadAllText(Edge), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(_folder.Path, "edge.json*"), Has.Length.EqualTo(1));
    }

    [Test]
    public void Every_fault_is_named_with_its_line_and_nothing_is_written()
    {
        var before = File.ReadAllText(Edge);
        Write(
            "machine,metric,source,node,detect",
            "filler,state,filler-plc,ns=2;s=State,",
            "filler,Parts,filler-plc,ns=2;s=Parts,",
            "filer,speed,filler-plc,ns=2;s=Speed,",
            "filler,level,fillr-plc,Level,",
            "filler,state,filler-plc,ns=2;s=State,");

        Assert.That(Import(), Is.False);

        var faults = _errors.ToString();
        Assert.That(faults, Does.Contain("line 3: metric: \"Parts\" is not a code"));
        Assert.That(faults, Does.Contain("line 4: \"filer\" is no machine of the file; did you mean \"filler\"?"));
        Assert.That(faults, Does.Contain("line 5: source: \"fillr-plc\" is no source; did you mean \"filler-plc\"?"));
        Assert.That(faults, Does.Contain("line 5: node: \"Level\" is not a node id"));
        Assert.That(faults, Does.Contain("line 6: filler state is there already, in line 2"));
        Assert.That(faults, Does.Contain("counter.tag: \"parts\" is no tag of this machine; did you mean \"Parts\"?"));
        Assert.That(File.ReadAllText(Edge), Is.EqualTo(before));
    }

    [TestCase("machine,metric,source,nod\nfiller,state,filler-plc,ns=2;s=State", "\"nod\" is no column; did you mean \"node\"?")]
    [TestCase("machine,source,node\nfiller,filler-plc,ns=2;s=State", "the column metric is missing")]
    [TestCase("machine,metric,source,node\nfiller,state,filler-plc", "line 2: ")]
    [TestCase("machine,metric,source,node\nfiller,\"sta\"te,filler-plc,ns=2;s=State", "line 2: ")]
    public void A_list_that_is_none_is_named(string list, string fault)
    {
        File.WriteAllText(List, list);

        Assert.That(Import(), Is.False);

        Assert.That(_errors.ToString(), Does.Contain(fault));
    }

    [Test]
    public void A_file_that_is_not_there_is_named()
    {
        Assert.That(Import(), Is.False);

        Assert.That(_errors.ToString(), Does.Contain("tags.csv"));
    }

    [Test]
    public void Ten_thousand_tags_go_in_and_out()
    {
        Write([
            "machine,metric,unit,source,node", "filler,state,,filler-plc,ns=2;s=State", "filler,parts,,filler-plc,ns=2;s=Parts",
            .. Enumerable.Range(0, 9_998).Select(i => $"filler,tag-{i},°C,filler-plc,nsu=urn:of:a:server;s=Line.Tag{i}")]);
        var watch = Stopwatch.StartNew();

        Assert.That(Import(), Is.True, _errors.ToString());
        Export();

        TestContext.Out.WriteLine($"10,000 tags in and out: {watch.ElapsedMilliseconds} ms; {new FileInfo(Edge).Length} bytes");
        Assert.That(_output.ToString(), Does.Contain("10000 tags; 9998 added, 2 changed, 1 removed."));
        Assert.That(File.ReadLines(List).Count(), Is.EqualTo(10_001));
    }

    void Export() => TagListCommand.Export(new CommandLine.ExportTags(Edge, List), _output, _errors);

    bool Import(bool isDryRun = false) =>
        TagListCommand.Import(new CommandLine.ImportTags(List, Edge, isDryRun), _output, _errors);

    void Write(params IEnumerable<string> lines) => File.WriteAllLines(List, lines);
}
