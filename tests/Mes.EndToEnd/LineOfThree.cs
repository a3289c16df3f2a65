using System.Text.Json.Nodes;

namespace Mes.EndToEnd;

/// <summary>
/// A line of three machines that all show what the simulated filler does, each in its own words: what stops the filler is
/// maintenance of the capper, while the labeller runs on. So each state of the filler is a line of three states.
/// </summary>
static class LineOfThree
{
    public static void Configure(JsonObject edge)
    {
        edge["edge"]!["station"] = "bottling-hmi";
        edge["edge"]!["timeZone"] = "Europe/Berlin";
        var machines = edge["machines"]!.AsArray();
        machines.Add(Like(machines[0]!, "capper", "Capper", fault: "MAINTENANCE"));
        machines.Add(Like(machines[0]!, "labeller", "Labeller", fault: "RUNNING"));
        edge["reasons"] = new JsonArray(
            Reason("JAM", "Bottle jam"), Reason("NO-BOTTLES", "No bottles at infeed"),
            Reason("BLOCKED", "Outfeed blocked"),
            Reason("VALVE", "Filling valve fault"), Reason("MATERIAL", "Waiting for product"),
            Reason("SETUP", "Format change"),
            Reason("CLEANING", "Cleaning"), Reason("UNDERFILL", "Underfilled", "scrap"),
            Reason("OVERFILL", "Overfilled", "scrap"),
            Reason("CAP", "Cap missing or loose", "scrap"), Reason("DAMAGED", "Damaged bottle", "scrap"));
    }

    /// <summary>The station's screen: everything on it is sized in millimetres of its diagonal.</summary>
    public static Action<JsonObject> On(double diagonalInches) => edge =>
    {
        Configure(edge);
        edge["hmi"]!["diagonalInches"] = diagonalInches;
    };

    static JsonNode Like(JsonNode filler, string id, string name, string fault)
    {
        var machine = filler.DeepClone();
        machine["id"] = id;
        machine["name"] = name;
        machine["state"]!["map"]!["9"] = fault;
        return machine;
    }

    static JsonObject Reason(string code, string name, string kind = "stop") =>
        new() { ["code"] = code, ["name"] = name, ["kind"] = kind };
}
