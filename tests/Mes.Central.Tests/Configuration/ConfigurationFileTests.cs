using System.Security.Cryptography;
using Mes.Central.Configuration;
using Mes.Testing;
using NUnit.Framework;

namespace Mes.Central.Tests.Configuration;

sealed class ConfigurationFileTests
{
    const string Good = """
        {
          "url": "http://127.0.0.1:8080",
          "database": { "connection": "Host=127.0.0.1;Database=mes;Username=mes_service;Passfile=service.pgpass" },
          "site": { "number": 1, "code": "demo", "name": "Demo plant", "timeZone": "Europe/Berlin" },
          "calendar": {
            "shifts": [ { "name": "Early", "start": "06:00", "end": "14:00" }, { "name": "Night", "start": "22:00", "end": "06:00" } ],
            "breaks": [ { "name": "Lunch", "start": "11:30", "end": "12:00" } ]
          },
          "edges": [ { "producer": 1, "line": "bottling", "name": "Bottling line", "publicKeyFile": "edge.pem" } ]
        }
        """;

    TemporaryFolder _folder = null!;

    [SetUp]
    public void WriteKey()
    {
        _folder = new TemporaryFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.File("edge.pem"), key.ExportSubjectPublicKeyInfoPem());
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void A_good_file_is_read_with_paths_beside_it()
    {
        var (configuration, faults) = Read(Good);

        Assert.That(faults, Is.Empty);
        Assert.That(configuration!.Port, Is.EqualTo(8080));
        Assert.That(configuration.Connection, Does.Contain(_folder.File("service.pgpass")));
        Assert.That(configuration.Shifts[1].End, Is.EqualTo(360));
        Assert.That(configuration.Edges.Single().PublicKey, Is.Not.Empty);
    }

    [Test]
    public void Every_fault_is_named_at_once_with_its_path()
    {
        var (configuration, faults) = Read("""
            {
              "url": "https://127.0.0.1:8080",
              "database": { "connection": "Port=5432" },
              "site": { "number": 0, "code": "Demo", "timeZone": "Europe/Bremen" },
              "calendar": { "shifts": [ { "name": "Early", "start": "06:00", "end": "24:00" } ], "brakes": [] },
              "edges": [
                { "producer": 1, "line": "bottling", "publicKeyFile": "nowhere.pem" },
                { "producer": 1, "line": "bottling", "publicKeyFile": "edge.pem" }
              ]
            }
            """);

        Assert.That(configuration, Is.Null);
        Assert.That(faults.Select(fault => fault[..fault.IndexOf(':', StringComparison.Ordinal)]), Is.EquivalentTo([
            "url", "database.connection", "site.number", "site.code", "site.name", "site.timeZone",
            "calendar.shifts[0].end", "calendar.brakes", "edges[0].publicKeyFile", "edges[1].producer",
        ]));
    }

    [TestCase("http://0.0.0.0:8080")]
    [TestCase("http://192.168.1.10:8080")]
    [TestCase("http://plant.example:8080")]
    [TestCase("http://[::]:8080")]
    public void An_address_that_others_can_reach_is_refused_with_the_reason(string url)
    {
        var (configuration, faults) = Read(Good.Replace("http://127.0.0.1:8080", url, StringComparison.Ordinal));

        Assert.That(configuration, Is.Null);
        Assert.That(faults, Has.Exactly(1).StartsWith("url: ").And.Exactly(1).Contains("no log-in yet"));
    }

    [Test]
    public void Shifts_that_overlap_are_named()
    {
        var (_, faults) = Read(Good.Replace("\"start\": \"22:00\"", "\"start\": \"13:00\"", StringComparison.Ordinal));

        Assert.That(faults, Has.Exactly(1).StartsWith("calendar.shifts[1]").And.Exactly(1).Contains("overlaps 'Early'"));
    }

    [Test]
    public void A_rule_gives_equal_shifts_round_the_clock()
    {
        var start = Good.IndexOf("\"shifts\": [", StringComparison.Ordinal);
        var end = Good.IndexOf("],", start, StringComparison.Ordinal);
        var (configuration, faults) = Read($"{Good[..start]}\"shifts\": {{ \"everyMinutes\": 1 }},{Good[(end + 2)..]}");

        Assert.That(faults, Is.Empty);
        Assert.That(configuration!.Shifts, Has.Count.EqualTo(1440));
        Assert.That(configuration.Shifts[361], Is.EqualTo(new Contracts.Events.CalendarSpan("06:01", 361, 362)));
    }

    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("null")]
    public void What_is_no_object_is_refused(string json) => Assert.That(Read(json).Faults, Is.Not.Empty);

    [Test]
    public async Task Nothing_starts_with_a_wrong_file()
    {
        await File.WriteAllTextAsync(_folder.File("central.json"), "{}");
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await CommandLine.RunAsync(["--config", _folder.File("central.json")], output, error);

        Assert.That(code, Is.EqualTo(2));
        Assert.That(error.ToString(), Does.Contain("nothing was started").And.Contain("site: is missing."));
    }

    (CentralConfiguration? Configuration, IReadOnlyList<string> Faults) Read(string json)
    {
        File.WriteAllText(_folder.File("central.json"), json);
        return ConfigurationFile.Read(_folder.File("central.json"));
    }
}
