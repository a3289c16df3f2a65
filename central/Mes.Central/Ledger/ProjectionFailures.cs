using Dapper;
using Mes.Central.Configuration;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>Events that wait for a fix of the module that could not project them.</summary>
sealed class ProjectionFailures(
    NpgsqlDataSource database, ProjectionDispatch dispatch, IEnumerable<IProjector> projectors,
    CentralConfiguration configuration, TimeProvider clock)
{
    const string AggregatesSql = """
        select distinct aggregate
        from projection_failure
        where site = @Site and module = @Module
        """;

    const string ParkSql = """
        insert into projection_failure (site, module, epoch, position, ordinal, kind, aggregate, error, failed_at)
        values (@Site, @Module, @Epoch, @Position, @Ordinal, @Kind, @Aggregate, @Error, @At)
        """;

    const string TakeSql = """
        with taken as (
            delete from projection_failure
            where site = @Site and module = @Module
            returning site, epoch, position, ordinal)
        select l.epoch, l.position, l.ordinal, l.producer, l.incarnation, i.ordinal as incarnation_ordinal, l.seq, l.bytes
        from taken
        join ledger l using (site, epoch, position, ordinal)
        join incarnation i using (site, producer, incarnation)
        order by l.epoch, l.position, l.ordinal
        """;

    const string ListSql = """
        select module, position, ordinal, kind, aggregate, error, failed_at
        from projection_failure
        where site = @Site
        order by module, epoch, position, ordinal
        limit 1000
        """;

    public static async Task<HashSet<string>> AggregatesAsync(
        NpgsqlTransaction transaction, int site, string module, CancellationToken cancellation) =>
        [.. await transaction.Connection!.QueryAsync<string>(new CommandDefinition(
            AggregatesSql, new { Site = site, Module = module }, transaction, cancellationToken: cancellation))];

    public static Task ParkAsync(
        NpgsqlTransaction transaction, string module, LedgerEvent parked, string aggregate, string error, DateTimeOffset now,
        CancellationToken cancellation) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            ParkSql,
            new
            {
                parked.Stored.Site,
                Module = module,
                parked.Stored.Epoch,
                parked.Stored.Position,
                parked.Stored.Ordinal,
                Kind = parked.Event.Body.GetType().Name,
                Aggregate = aggregate,
                Error = error.Replace('\0', ' '),
                At = now,
            },
            transaction, cancellationToken: cancellation));

    public async Task<IReadOnlyList<ProjectionFailure>> ListAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return (await connection.QueryAsync<ProjectionFailure>(new CommandDefinition(
            ListSql, new { Site = configuration.Site.Number }, cancellationToken: cancellation))).AsList();
    }

    /// <summary>Projects all parked events again, in ledger order, at a new place; what still fails is parked again.</summary>
    public async Task RunAgainAsync(CancellationToken cancellation)
    {
        if ((await ListAsync(cancellation)).Count == 0)
        {
            return;
        }

        await using var ledger = await LedgerTransaction.BeginAsync(database, configuration.Site.Number, clock, cancellation);
        var ordinal = 0;
        foreach (var projector in projectors)
        {
            var rows = await ledger.Transaction.Connection!.QueryAsync<StoredEvent>(new CommandDefinition(
                TakeSql, new { Site = configuration.Site.Number, projector.Module }, ledger.Transaction,
                cancellationToken: cancellation));
            var events = rows.Select(row => row.ToLedgerEvent(ledger.Place with { Ordinal = ordinal++ })).ToList();
            await dispatch.ProjectAsync(projector, ledger.Transaction, events, ledger.RecordedAt, cancellation);
        }

        await ledger.CommitAsync();
    }
}

/// <summary>An event that a module could not project.</summary>
/// <param name="Module">Who could not.</param>
/// <param name="Position">Its place in the ledger.</param>
/// <param name="Ordinal">Its place within the position.</param>
/// <param name="Kind">What kind of event.</param>
/// <param name="Aggregate">What it concerns; later events of the same wait too.</param>
/// <param name="Error">Why, as the program said it.</param>
/// <param name="FailedAt">When.</param>
public sealed record ProjectionFailure(
    string Module, long Position, int Ordinal, string Kind, string Aggregate, string Error, DateTimeOffset FailedAt);
