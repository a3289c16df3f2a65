using Mes.Central.Database;
using Npgsql;

namespace Mes.Central.Ledger;

/// <summary>
/// Lets each module project its kinds under a savepoint of its own. What one module cannot project is parked, with what follows
/// on the same aggregate; everything else goes on (L24). Faults of the moment abort the transaction instead.
/// </summary>
sealed partial class ProjectionDispatch(IEnumerable<IProjector> projectors, ILogger<ProjectionDispatch> logger)
{
    const string Savepoint = "projection";

    public async Task ProjectAsync(
        NpgsqlTransaction transaction, IReadOnlyList<LedgerEvent> events, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var projector in projectors)
        {
            await ProjectAsync(projector, transaction, events, now, cancellation);
        }
    }

    /// <summary>One module's share.</summary>
    public async Task ProjectAsync(
        IProjector projector, NpgsqlTransaction transaction, IReadOnlyList<LedgerEvent> events, DateTimeOffset now,
        CancellationToken cancellation)
    {
        var mine = events.Where(appended => projector.AggregateOf(appended) is not null).ToList();
        if (mine.Count == 0)
        {
            return;
        }

        var parked = await ProjectionFailures.AggregatesAsync(transaction, mine[0].Known.Site, projector.Module, cancellation);
        if (parked.Count == 0 && await TryAsync(projector, transaction, mine, cancellation) is null)
        {
            return;
        }

        foreach (var appended in mine)
        {
            var aggregate = projector.AggregateOf(appended)!;
            var error = parked.Contains(aggregate)
                ? "An earlier event of the same aggregate is parked."
                : await TryAsync(projector, transaction, [appended], cancellation);
            if (error is not null)
            {
                parked.Add(aggregate);
                LogParked(projector.Module, appended.Event.Body.GetType().Name, appended.Event.Id, error);
                await ProjectionFailures.ParkAsync(transaction, projector.Module, appended, aggregate, error, now, cancellation);
            }
        }
    }

    static async Task<string?> TryAsync(
        IProjector projector, NpgsqlTransaction transaction, IReadOnlyList<LedgerEvent> events, CancellationToken cancellation)
    {
        await transaction.SaveAsync(Savepoint, cancellation);
        try
        {
            await projector.ProjectAsync(transaction, events, cancellation);
            await transaction.ReleaseAsync(Savepoint, cancellation);
            return null;
        }
        catch (Exception fault) when (!PassingFault.Is(fault) && fault is not OperationCanceledException)
        {
            await transaction.RollbackAsync(Savepoint, cancellation);
            return fault.Message;
        }
    }

    [LoggerMessage(
        LogLevel.Error, "{Module} cannot project {Kind} {EventId}: {Error} It is parked and run again at the next start.")]
    partial void LogParked(string module, string kind, Guid eventId, string error);
}
