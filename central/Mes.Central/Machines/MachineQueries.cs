using Npgsql;

namespace Mes.Central.Machines;

/// <summary>What pages and the API may ask about machines.</summary>
sealed class MachineQueries(NpgsqlDataSource database, PlantNow plant, TimeProvider clock)
{
    /// <summary>Every machine now, line by line in the order of the flow. Up to a second old, however many pages ask.</summary>
    public async Task<IReadOnlyList<MachineOverview>> OverviewAsync(CancellationToken cancellation) =>
        [.. (await plant.AllAsync(cancellation)).Select(machine => machine.Overview)];

    /// <summary>What every machine is doing, without figures; as old.</summary>
    public Task<IReadOnlyList<MachinePresent>> PresentsAsync(CancellationToken cancellation) => plant.PresentsAsync(cancellation);

    /// <summary>One machine in [from, to); null where there is none of that name.</summary>
    public async Task<MachineDetail?> MachineAsync(
        string machine, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var line = machine[..machine.LastIndexOf('/')];
        var overview = (await plant.LinesAsync([line], cancellation))
            .FirstOrDefault(each => each.Overview.Machine == machine)?.Overview;
        if (overview is null)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var reader = await plant.ReaderAsync(connection, cancellation);
        return await MachineStory.OfAsync(reader, overview, from, to, clock.GetUtcNow());
    }

    /// <summary>The closed shifts of a machine that share any time with [from, to), newest first.</summary>
    public async Task<IReadOnlyList<ShiftOee>> ShiftsAsync(
        string machine, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var reader = await plant.ReaderAsync(connection, cancellation);
        return await ClosedShifts.ReadAsync(reader, machine, from, to);
    }
}
