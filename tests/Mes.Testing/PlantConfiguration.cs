using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mes.Testing;

/// <summary>The two configuration files of a plant, and the key of its edge.</summary>
sealed class PlantConfiguration(PlantOptions options, Plant plant)
{
    static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public void Write(TemporaryFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(folder.File("edge.pem"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(folder.File("edge-public.pem"), key.ExportSubjectPublicKeyInfoPem());
        File.WriteAllText(folder.File("central.json"), JsonSerializer.Serialize(Central(folder), WithoutNulls));
        var edge = JsonSerializer.SerializeToNode(Edge(folder), WithoutNulls)!.AsObject();
        options.ChangeEdge?.Invoke(edge);
        File.WriteAllText(folder.File("edge.json"), edge.ToJsonString());
    }

    object Central(TemporaryFolder folder) => new
    {
        url = plant.CentralUrl.GetLeftPart(UriPartial.Authority),
        database = new { connection = plant.Database.ConnectionStringOf("mes_service") },
        site = new { number = 1, code = "demo", name = "Demo plant", timeZone = "Europe/Berlin" },
        calendar = options.Calendar,
        edges = new[]
        {
            new { producer = 1, line = "bottling", name = "Bottling line", publicKeyFile = folder.File("edge-public.pem") },
        },
    };

    object Edge(TemporaryFolder folder) => new
    {
        edge = new
        {
            producer = 1,
            site = "demo",
            line = "bottling",
            station = "filler-hmi",
            timeZone = "Europe/Berlin",
            dataFolder = folder.File("data"),
            keyFile = folder.File("edge.pem"),
        },
        hmi = new { url = plant.HmiUrl.GetLeftPart(UriPartial.Authority) },
        central = new { url = plant.CentralUrl.GetLeftPart(UriPartial.Authority) },
        sources = Sources(),
        machines = options.Machines.Select(machine => PlantMachines.Of(machine, options)),
        reasons = new[]
        {
            new { code = "JAM", name = "Bottle jam", kind = "stop", planned = false },
            new { code = "CLEANING", name = "Cleaning", kind = "stop", planned = true },
            new { code = "NO_CAPS", name = "No caps", kind = "stop", planned = false },
            new { code = "UNDERFILL", name = "Underfilled", kind = "scrap", planned = false },
            new { code = "DAMAGED", name = "Damaged bottle", kind = "scrap", planned = false },
        },
        order = new { number = "PO-1001", item = "COLA-05", itemName = "Cola 0.5 l", targetQuantity = 10_000 },
    };

    IEnumerable<object> Sources()
    {
        yield return new { name = PlantMachines.Plc, endpoint = plant.Simulator.Endpoint, publishingIntervalMs = 250 };
        if (options.IsWholeLine)
        {
            yield return new
            {
                name = PlantMachines.Sensors,
                endpoint = plant.Broker.Url,
                version = "5",
                clientId = "mes-edge-bottling",
                keepAliveS = 10,
            };
        }
    }
}
