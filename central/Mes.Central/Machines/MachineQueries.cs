using Mes.Central.Configuration;
using Mes.Central.Ledger;
using Mes.Central.Plant;
using Npgsql;

namespace Mes.Central.Machines;

/// <summary>What pages and the API may ask about machines.</summary>
sealed class MachineQueries(
    NpgsqlDataSource database, LiveViews liveViews, CentralConfiguration configuration, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan CacheLife = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _oneAtATime = new(1, 1);
    (long At, IReadOnlyList<MachineOverview> Machines)? _cached;

    /// <summary>Every machine now, by id. Up to a second old, however many pages ask.</summary>
    public async Task<IReadOnlyList<MachineOverview>> OverviewAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (_cached is not { } cached || clock.GetElapsedTime(cached.At) >= CacheLife)
            {
                cached = (clock.GetTimestamp(), await ReadOverviewAsync(cancellation));
                _cached = cached;
            }

            return cached.Machines;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>One machine in [from, to); null where there is none of that name.</summary>
    public async Task<MachineDetail?> MachineAsync(
        string machine, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        var overview = (await OverviewAsync(cancellation)).FirstOrDefault(each => each.Machine == machine);
        if (overview is null)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var reader = await ReaderAsync(connection, cancellation);
        return await MachineStory.OfAsync(reader, overview, from, to, clock.GetUtcNow());
    }

    /// <summary>The closed shifts of a machine that share any time with [from, to), newest first.</summary>
    public async Task<IReadOnlyList<ShiftOee>> ShiftsAsync(
        string machine, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var reader = await ReaderAsync(connection, cancellation);
        return await ClosedShifts.ReadAsync(reader, machine, from, to);
    }

    public void Dispose() => _oneAtATime.Dispose();

    async Task<IReadOnlyList<MachineOverview>> ReadOverviewAsync(CancellationToken cancellation)
    {
        var views = await liveViews.ReadAsync(cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var reader = await ReaderAsync(connection, cancellation);
        return await MachinesNow.ReadAsync(reader, views, clock.GetUtcNow());
    }

    async Task<FactReader> ReaderAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var site = configuration.Site.Number;
        var plant = await PlantQueries.DefinitionsAsync(connection, null, site, cancellation);
        return new FactReader(connection, null, site, plant, cancellation);
    }
}
