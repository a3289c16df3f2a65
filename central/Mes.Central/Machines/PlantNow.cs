using Mes.Central.Configuration;
using Mes.Central.Ledger;
using Mes.Central.Plant;
using Npgsql;

namespace Mes.Central.Machines;

/// <summary>
/// The present, read for whoever asks: each part of it at most once a second, however many pages ask, and by the same number of
/// statements for a thousand lines as for one.
/// </summary>
sealed class PlantNow(
    NpgsqlDataSource database, LiveViews liveViews, CentralConfiguration configuration, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan CacheLife = TimeSpan.FromSeconds(1);

    const string Everything = "*";
    const string Presents = "presents";
    const string Calendar = "calendar";

    readonly SemaphoreSlim _oneAtATime = new(1, 1);
    readonly Dictionary<string, (long At, object Answer)> _cached = [];

    /// <summary>Every machine, whole. For programs; a page asks for the lines that it shows.</summary>
    public Task<IReadOnlyList<MachineNow>> AllAsync(CancellationToken cancellation) =>
        CachedAsync(Everything, (reader, machines, views) => MachinesNow.ReadAsync(reader, machines, views, clock.GetUtcNow()),
            cancellation);

    /// <summary>What every machine is doing, without figures, line by line in the order of the flow.</summary>
    public Task<IReadOnlyList<MachinePresent>> PresentsAsync(CancellationToken cancellation) =>
        CachedAsync(Presents, (reader, machines, views) => MachinesNow.PresentAsync(reader, machines, views, clock.GetUtcNow()),
            cancellation);

    /// <summary>The machines of these lines, whole, line by line in the order of the flow.</summary>
    /// <param name="lines"><c>site/line</c> each.</param>
    public Task<IReadOnlyList<MachineNow>> LinesAsync(IReadOnlyCollection<string> lines, CancellationToken cancellation) =>
        CachedAsync(
            string.Join('\n', lines.Order(StringComparer.Ordinal)),
            (reader, machines, views) => MachinesNow.ReadAsync(
                reader, [.. machines.Where(machine => lines.Contains(machine.Line))], views, clock.GetUtcNow()),
            cancellation);

    /// <summary>The site's shifts, through all versions of its calendar.</summary>
    public async Task<SiteCalendar> CalendarAsync(CancellationToken cancellation) =>
        (await CachedAsync<SiteCalendar>(Calendar, (reader, _, _) => Task.FromResult(OneOf(reader.Calendar)), cancellation))[0];

    static IReadOnlyList<SiteCalendar> OneOf(SiteCalendar calendar) => [calendar];

    public async Task<FactReader> ReaderAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var site = configuration.Site.Number;
        var plant = await PlantQueries.DefinitionsAsync(connection, null, site, cancellation);
        return new FactReader(connection, null, site, plant, cancellation);
    }

    public void Dispose() => _oneAtATime.Dispose();

    async Task<IReadOnlyList<T>> CachedAsync<T>(
        string key, Func<FactReader, IReadOnlyList<MachineDefinition>, IReadOnlyList<ReceivedView>, Task<IReadOnlyList<T>>> read,
        CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (!_cached.TryGetValue(key, out var cached) || IsOld(cached.At))
            {
                foreach (var old in _cached.Where(entry => IsOld(entry.Value.At)).Select(entry => entry.Key).ToList())
                {
                    _cached.Remove(old);
                }

                var views = await liveViews.ReadAsync(cancellation);
                await using var connection = await database.OpenConnectionAsync(cancellation);
                var reader = await ReaderAsync(connection, cancellation);
                var at = clock.GetTimestamp();
                var machines = reader.Plant.AllAt(clock.GetUtcNow());
                cached = (at, await read(reader, machines, views));
                _cached[key] = cached;
            }

            return (IReadOnlyList<T>)cached.Answer;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    bool IsOld(long at) => clock.GetElapsedTime(at) >= CacheLife;
}
