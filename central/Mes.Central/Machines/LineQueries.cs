using Mes.Central.Configuration;
using Mes.Domain.Calendars;
using Mes.Domain.Performance;
using Npgsql;

namespace Mes.Central.Machines;

/// <summary>What pages and the API may ask about lines.</summary>
sealed class LineQueries(
    NpgsqlDataSource database, PlantNow plant, CentralConfiguration configuration, TimeProvider clock)
{
    /// <summary>Every line now, by id.</summary>
    public async Task<IReadOnlyList<LineOverview>> OverviewAsync(CancellationToken cancellation) =>
        Lines(await plant.AllAsync(cancellation));

    /// <summary>These lines now; those that are not there are left out.</summary>
    /// <param name="lines"><c>site/line</c> each.</param>
    public async Task<IReadOnlyList<LineNow>> NowAsync(IReadOnlyCollection<string> lines, CancellationToken cancellation)
    {
        var machines = await plant.LinesAsync(lines, cancellation);
        return [.. machines.GroupBy(machine => machine.Machine.Line).Select(line => new LineNow(Overview([.. line]), [.. line]))];
    }

    /// <summary>One line in [from, to); null where there is none of that name.</summary>
    /// <param name="line"><c>site/line</c>.</param>
    public async Task<LineDetail?> LineAsync(
        string line, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var machines = await plant.LinesAsync([line], cancellation);
        if (machines.Count == 0)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var reader = await plant.ReaderAsync(connection, cancellation);
        return await LineStory.OfAsync(reader, Overview(machines), machines, new TimeSpanUtc(from, to), clock.GetUtcNow());
    }

    IReadOnlyList<LineOverview> Lines(IReadOnlyList<MachineNow> machines) =>
        [.. machines.GroupBy(machine => machine.Machine.Line).Select(line => Overview([.. line]))];

    LineOverview Overview(IReadOnlyList<MachineNow> machines)
    {
        var last = machines[^1].Overview;
        return new LineOverview(
            machines[0].Machine.Line, NameOf(machines[0].Machine.Line), last.Order, last.Good, last.Scrap, last.Estimated,
            OeeOf(machines), [.. machines.Select(machine => machine.Overview)]);
    }

    /// <summary>What the edge that serves it calls it; its code where none is configured.</summary>
    public string NameOf(string line)
    {
        var code = line[(line.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return configuration.Edges.FirstOrDefault(edge => edge.Line == code)?.Name ?? code;
    }

    static ShiftOee? OeeOf(IReadOnlyList<MachineNow> machines)
    {
        if (machines[^1].Overview.Oee is not { } shift)
        {
            return null;
        }

        var figures = machines.Where(machine => machine.Facts is not null)
            .Select(machine => TimeModel.Of(machine.Facts!)).ToList();
        var oee = OeeCalculator.Calculate(figures.Aggregate(OeeTerms.Zero, (sum, machine) => sum + machine.Terms)).Rounded();
        var times = figures.Aggregate(ShiftTimes.Zero, (sum, machine) => sum + machine.Times);
        return shift with
        {
            Availability = oee.Availability,
            Performance = oee.Performance,
            Quality = oee.Quality,
            Value = oee.Value,
            RawPerformance = oee.RawPerformance,
            OverSpeed = oee.IsOverSpeed,
            Coverage = times.Coverage ?? 1,
        };
    }
}

/// <summary>A line now, with what its machines' figures are made from.</summary>
sealed record LineNow(LineOverview Overview, IReadOnlyList<MachineNow> Machines);
