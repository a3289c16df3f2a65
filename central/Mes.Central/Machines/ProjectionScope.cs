using Dapper;
using Mes.Central.Ledger;
using Npgsql;

namespace Mes.Central.Machines;

/// <summary>
/// One run of the projection: its transaction, the clock observations in force, the figures that it makes stale.
/// </summary>
sealed class ProjectionScope(NpgsqlTransaction transaction, CancellationToken cancellation)
{
    public NpgsqlTransaction Transaction => transaction;

    public CancellationToken Cancellation => cancellation;

    // An observation of the event's own boot says more than a newer one of another.
    const string InForceSql = """
        select boot, mono_us, utc, offset_us, incarnation, seq
        from clock_observation
        where site = @Site and producer = @Producer
        order by boot = @Boot desc, position desc, ordinal desc
        limit 1
        """;

    readonly Dictionary<(uint Producer, Guid Boot), ClockObservation?> _observations = [];

    public StaleRanges Stale { get; } = new();

    /// <summary>When it happened, by the observation in force now.</summary>
    public async Task<Occurrence> OccurrenceAsync(LedgerEvent appended) => Occurrence.Of(
        appended.Event.Times, await InForceAsync(appended.Known.Site, appended.Journal.Producer, appended.Event.Times.Boot));

    /// <summary>What is known of a producer's clock; null before its first observation.</summary>
    public async Task<ClockObservation?> InForceAsync(int site, uint producer, Guid boot)
    {
        if (!_observations.TryGetValue((producer, boot), out var observation))
        {
            observation = await FirstOrDefaultAsync<ClockObservation>(
                InForceSql, new { Site = site, Producer = (long)producer, Boot = boot });
            _observations[(producer, boot)] = observation;
        }

        return observation;
    }

    /// <summary>A new observation is in force from here on.</summary>
    public void ForgetObservations() => _observations.Clear();

    public Task<int> ExecuteAsync(string sql, object arguments) => transaction.Connection!.ExecuteAsync(Command(sql, arguments));

    public Task<T?> FirstOrDefaultAsync<T>(string sql, object arguments) =>
        transaction.Connection!.QueryFirstOrDefaultAsync<T>(Command(sql, arguments));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object arguments) =>
        (await transaction.Connection!.QueryAsync<T>(Command(sql, arguments))).AsList();

    CommandDefinition Command(string sql, object arguments) => new(sql, arguments, transaction, cancellationToken: cancellation);
}
