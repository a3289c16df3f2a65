using System.Security.Cryptography;
using System.Text;
using Mes.Edge.Acquisition;
using Mes.Edge.Configuration;
using Mes.Testing;

namespace Mes.Edge.Tests;

/// <summary>A line with one filler, as tests need it.</summary>
static class Some
{
    public const string Filler = "demo/bottling/filler";
    public const string Plc = "filler-plc";

    // Numbers are given in the order of the configuration.
    public const long StateTag = 1;
    public const long PartsTag = 2;
    public const long TemperatureTag = 3;

    public const double Idle = 2;
    public const double Running = 6;
    public const double Fault = 9;

    public static readonly DateTimeOffset Morning = new(2026, 1, 5, 6, 0, 0, TimeSpan.Zero);

    public static ProducerKey Key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return ProducerKey.FromPem(key.ExportECPrivateKeyPem());
    }

    /// <summary>A configuration whose files lie in the folder; the same folder gives the same key again.</summary>
    public static EdgeConfiguration Configuration(
        TemporaryFolder folder, Func<string, string>? change = null, Uri? central = null)
    {
        if (!File.Exists(folder.File("edge.pem")))
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            File.WriteAllText(folder.File("edge.pem"), key.ExportECPrivateKeyPem());
        }

        var json = Json(central ?? new Uri($"http://127.0.0.1:{FreePort.Next()}"));
        var (configuration, faults) = ConfigurationReader.Read(Encoding.UTF8.GetBytes(change?.Invoke(json) ?? json), folder.Path);
        return configuration ?? throw new InvalidOperationException(string.Join('\n', faults));
    }

    public static TagSample State(double value, DateTimeOffset at) => Sample(StateTag, value, at);

    public static TagSample Parts(long value, DateTimeOffset at) => Sample(PartsTag, value, at);

    public static TagSample Sample(long tag, double? value, DateTimeOffset at, uint status = 0) =>
        new(tag, at, at, at, value, status);

    public static string Json(Uri central, string plc = "opc.tcp://127.0.0.1:4840") => $$"""
        {
          "edge": {
            "producer": 1, "site": "demo", "line": "bottling", "station": "filler-hmi",
            "dataFolder": "journal", "keyFile": "edge.pem"
          },
          "hmi": { "url": "http://127.0.0.1:{{FreePort.Next()}}" },
          "central": { "url": "{{central.GetLeftPart(UriPartial.Authority)}}" },
          "sources": [{ "name": "filler-plc", "endpoint": "{{plc}}", "publishingIntervalMs": 250 }],
          "machines": [{
            "id": "filler", "name": "Filler", "idealCycleMs": 500, "debounceMs": 500, "microStopLimitS": 120,
            "tags": [
              { "metric": "state", "source": "filler-plc", "node": "nsu=urn:mes:simulator;s=Filler.State" },
              { "metric": "parts", "source": "filler-plc", "node": "nsu=urn:mes:simulator;s=Filler.Parts" },
              {
                "metric": "temperature", "unit": "°C",
                "source": "filler-plc", "node": "nsu=urn:mes:simulator;s=Filler.Temperature"
              }],
            "state": { "tag": "state", "map": { "2": "IDLE", "4": "IDLE", "5": "IDLE", "6": "RUNNING", "9": "FAULT" } },
            "counter": { "tag": "parts", "modulus": 4294967296 }
          }],
          "reasons": [
            { "code": "JAM", "name": "Bottle jam", "kind": "stop", "planned": false },
            { "code": "UNDERFILL", "name": "Underfilled", "kind": "scrap" }],
          "order": { "number": "PO-1001", "item": "COLA-05", "itemName": "Cola 0.5 l", "targetQuantity": 10000 }
        }
        """;
}
