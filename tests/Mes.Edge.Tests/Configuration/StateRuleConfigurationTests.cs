using Mes.Domain.Machines;
using Mes.Edge.Configuration;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Configuration;

[TestFixture]
public sealed class StateRuleConfigurationTests
{
    [Test]
    public void PackML_needs_no_map_of_its_own()
    {
        var filler = Read("\"state\": { \"tag\": \"state\", \"map\": \"packml\" }");

        Assert.That(((StateRule.ByTag)filler.State.Rule).States, Is.EqualTo(PackMlStates.All));
    }

    [Test]
    public void A_run_bit_is_enough()
    {
        var filler = Read("\"state\": { \"run\": \"state\" }");

        Assert.That(filler.State.Rule, Is.EqualTo(new StateRule.ByBits(HasFault: false, HasMaintenance: false)));
        Assert.That(filler.State.Tags, Is.EqualTo(new Dictionary<StateSignal, string> { [StateSignal.Run] = "state" }));
    }

    [Test]
    public void All_three_bits_are_told_apart()
    {
        var filler = Read("\"state\": { \"run\": \"state\", \"fault\": \"temperature\", \"maintenance\": \"parts\" }");

        Assert.That(filler.State.Rule, Is.EqualTo(new StateRule.ByBits(HasFault: true, HasMaintenance: true)));
        Assert.That(filler.State.Tags[StateSignal.Maintenance], Is.EqualTo("parts"));
    }

    [TestCase("", "3")]
    [TestCase(", \"factor\": 2.5", "2.5")]
    public void The_counter_can_tell_the_state(string member, string factor)
    {
        var filler = Read($"\"state\": {{ \"cycle\": \"parts\"{member} }}");

        var expected = new StateRule.ByCycle(decimal.Parse(factor, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(filler.State.Rule, Is.EqualTo(expected));
        Assert.That(filler.StateSource, Is.EqualTo(Some.Plc));
    }

    [Test]
    public void Fault_codes_have_reasons()
    {
        var filler = Read(
            "\"state\": { \"run\": \"state\" }, \"faultCode\": { \"tag\": \"parts\", \"reasons\": { \"101\": \"JAM\" } }");

        Assert.That(filler.Rule.FaultReasons, Is.EqualTo(new Dictionary<long, string> { [101] = "JAM" }));
    }

    [Test]
    public void Ten_thousand_tags_are_a_configuration_like_any_other()
    {
        using var folder = new TemporaryFolder();
        var tags = string.Concat(Enumerable.Range(0, 9_997).Select(i =>
            $"\n{{ \"metric\": \"tag-{i}\", \"source\": \"filler-plc\", \"unit\": \"°C\", "
            + $"\"node\": \"nsu=urn:of:a:server:with:a:long:name;s=Line.Machine.Part.Tag{i}\" }},"));

        var configuration = Some.Configuration(
            folder, json => json.Replace("\"tags\": [", $"\"tags\": [{tags}", StringComparison.Ordinal));

        Assert.That(configuration.Machines.Single().Tags, Has.Count.EqualTo(10_000));
    }

    static MachineConfiguration Read(string state)
    {
        using var folder = new TemporaryFolder();
        return Some.Configuration(folder, json => json.Replace(
            "\"state\": { \"tag\": \"state\", \"map\": { \"2\": \"IDLE\", \"4\": \"IDLE\", \"5\": \"IDLE\", \"6\": \"RUNNING\", "
                + "\"9\": \"FAULT\" } }",
            state, StringComparison.Ordinal)).Machines.Single();
    }
}
