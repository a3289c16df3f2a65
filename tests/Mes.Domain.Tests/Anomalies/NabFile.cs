using System.Globalization;
using System.Text.Json;
using Mes.Testing;

namespace Mes.Domain.Tests.Anomalies;

/// <summary>One file of the Numenta Anomaly Benchmark with its labelled windows and what others published of it.</summary>
sealed class NabFile
{
    public const string MachineTemperature = "anomaly.nab.machine_temperature_system_failure";
    public const string JumpsUp = "anomaly.nab.art_daily_jumpsup";
    public const string SmallNoise = "anomaly.nab.art_daily_small_noise";

    NabFile(JsonElement reference)
    {
        Case = reference;
        var rows = File.ReadAllLines(Reference.File("anomaly", reference.GetProperty("file").GetString()!)).Skip(1)
            .Select(line => line.Split(','))
            .ToArray();
        Values = [.. rows.Select(row => double.Parse(row[1], CultureInfo.InvariantCulture))];

        // Some times are there twice: an hour when clocks were set back.
        var times = rows.Index().GroupBy(row => row.Item[0]).ToDictionary(row => row.Key, row => row.Last().Index);
        Windows = [.. reference.GetProperty("windows").EnumerateArray()
            .Select(window => (times[Second(window[0])], times[Second(window[1])]))];
    }

    /// <summary>The reference's entry.</summary>
    public JsonElement Case { get; }

    public IReadOnlyList<double> Values { get; }

    /// <summary>First and last row of each labelled window.</summary>
    public IReadOnlyList<(int First, int Last)> Windows { get; }

    public JsonElement Deterministic => Case.GetProperty("deterministic");

    public static NabFile Open(string id)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Reference.File("anomaly", "nab_cases.json")));
        return new NabFile(file.RootElement.GetProperty("cases").EnumerateArray()
            .Single(reference => reference.GetProperty("id").GetString() == id)
            .Clone());
    }

    static string Second(JsonElement time) => time.GetString()![..19];
}
