using System.Text;
using Mes.Edge.Configuration;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Edge.Tests.Configuration;

[TestFixture]
public sealed class ConfigurationTests
{
    [Test]
    public void A_right_file_is_read_whole()
    {
        using var folder = new TemporaryFolder();

        var configuration = Some.Configuration(folder);

        var filler = configuration.Machines.Single();
        Assert.Multiple(() =>
        {
            Assert.That(configuration.LineCode, Is.EqualTo("demo/bottling"));
            Assert.That(configuration.DataFolder, Is.EqualTo(folder.File("journal")));
            Assert.That(configuration.Retention, Is.EqualTo(TimeSpan.FromDays(14)));
            Assert.That(filler.Debounce, Is.EqualTo(TimeSpan.FromMilliseconds(500)));
            Assert.That(filler.Tags[2].Unit, Is.EqualTo("°C"));
            Assert.That(filler.CounterModulus, Is.EqualTo(1L << 32));
            Assert.That(configuration.Order!.TargetQuantity, Is.EqualTo(10_000));
        });
    }

    [Test]
    public void A_time_zone_is_that_of_the_PC_unless_one_is_named()
    {
        using var folder = new TemporaryFolder();

        var silent = Some.Configuration(folder);
        var named = Some.Configuration(folder, json => json.Replace(
            "\"producer\": 1", "\"producer\": 1, \"timeZone\": \"Asia/Kathmandu\"", StringComparison.Ordinal));

        Assert.That(silent.TimeZone, Is.EqualTo(TimeZoneInfo.Local));
        Assert.That(named.TimeZone.GetUtcOffset(Some.Morning), Is.EqualTo(new TimeSpan(5, 45, 0)));
    }

    [Test]
    public void Every_fault_is_named_at_once_with_its_path()
    {
        var cases = Path.Combine(TestContext.CurrentContext.TestDirectory, "Configuration", "cases", "every-fault");

        var (configuration, faults) = ConfigurationReader.Read(File.ReadAllBytes(Path.Combine(cases, "edge.json")), cases);
        var found = faults.Select(fault => fault.ToString().Replace(cases, "FOLDER", StringComparison.Ordinal));

        var expected = File.ReadAllLines(Path.Combine(cases, "faults.txt"));
        Assert.That(configuration, Is.Null);
        Assert.That(found, Is.EqualTo(expected));
    }

    [Test]
    public void Broken_JSON_is_named_with_line_and_column()
    {
        var (_, faults) = ConfigurationReader.Read("{\n  \"edge\": {,}\n}"u8.ToArray(), ".");

        Assert.That(faults.Single().Path, Is.EqualTo("line 2, column 12"));
    }

    [Test]
    public void An_empty_object_lists_what_is_missing()
    {
        var (_, faults) = ConfigurationReader.Read("{}"u8.ToArray(), ".");

        Assert.That(
            faults.Select(fault => fault.Path),
            Is.EquivalentTo(["edge", "hmi", "central", "sources", "machines"]));
    }

    [TestCase("http://0.0.0.0:8081")]
    [TestCase("http://line-pc:8081")]
    public void An_address_that_others_can_reach_is_refused_until_there_is_a_log_in(string url)
    {
        var json = Some.Json(new Uri("http://127.0.0.1:1")).Replace("http://127.0.0.1:1\"", $"{url}\"", StringComparison.Ordinal);

        var (_, faults) = ConfigurationReader.Read(Encoding.UTF8.GetBytes(json), ".");

        Assert.That(faults.Single(fault => fault.Path == "central.url").Message, Does.Contain("no log-in yet; use 127.0.0.1"));
    }

    [Test]
    public void A_key_on_another_curve_is_named()
    {
        using var folder = new TemporaryFolder();
        _ = Some.Configuration(folder);
        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        File.WriteAllText(folder.File("edge.pem"), other.ExportECPrivateKeyPem());

        var (_, faults) = ConfigurationReader.Read(Encoding.UTF8.GetBytes(Some.Json(new Uri("http://127.0.0.1:1"))), folder.Path);

        Assert.That(faults.Single().ToString(), Does.StartWith("edge.keyFile").And.Contain("P-256"));
    }
}
