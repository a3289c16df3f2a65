using NUnit.Framework;

namespace Mes.Edge.Tests;

[TestFixture]
public sealed class CommandLineTests
{
    [TestCase("--config edge.json", typeof(CommandLine.Run))]
    [TestCase("check --config edge.json", typeof(CommandLine.Check))]
    [TestCase("check edge.json --offline --json", typeof(CommandLine.Check))]
    [TestCase("browse opc.tcp://127.0.0.1:4840", typeof(CommandLine.Browse))]
    [TestCase("browse opc.tcp://127.0.0.1:4840 ns=2;s=Filler", typeof(CommandLine.Browse))]
    [TestCase("schema", typeof(CommandLine.Schema))]
    [TestCase("tags export --config edge.json --out tags.csv", typeof(CommandLine.ExportTags))]
    [TestCase("tags import tags.csv --config edge.json --dry-run", typeof(CommandLine.ImportTags))]
    [TestCase("--help", typeof(CommandLine.Help))]
    [TestCase("", typeof(CommandLine.Wrong))]
    [TestCase("check", typeof(CommandLine.Wrong))]
    [TestCase("check edge.json --dry-run", typeof(CommandLine.Wrong))]
    [TestCase("--config", typeof(CommandLine.Wrong))]
    [TestCase("tags import tags.csv", typeof(CommandLine.Wrong))]
    public void The_command_line_says_what_to_do(string line, Type expected) =>
        Assert.That(Parse(line), Is.TypeOf(expected));

    [Test]
    public void Options_may_come_in_any_order() =>
        Assert.That(
            Parse("tags import --dry-run --config edge.json tags.csv"),
            Is.EqualTo(new CommandLine.ImportTags("tags.csv", "edge.json", IsDryRun: true)));

    [Test]
    public void A_mistyped_option_is_asked_about() =>
        Assert.That(((CommandLine.Wrong)Parse("--confg edge.json")).Message, Does.Contain("did you mean \"--config\"?"));

    static CommandLine Parse(string line) => CommandLine.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
