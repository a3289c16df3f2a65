using Mes.Central.Ledger;
using Mes.Contracts.Events;

namespace Mes.Central.Machines;

/// <summary>Facts about which order a line worked on.</summary>
static class OrderRunFacts
{
    const string StartedSql = """
        insert into order_run (
            site, line, run_id, order_number, item, item_name, target_quantity, started_at, ended_at, event_id, position, ordinal)
        values (
            @Site, @Line, @EventId, @Order, @Item, @ItemName, @TargetQuantity, @At, null, @EventId, @Position, @Ordinal)
        """;

    const string EndedSql = """
        insert into order_run (
            site, line, run_id, order_number, item, item_name, target_quantity, started_at, ended_at, event_id, position, ordinal)
        select site, line, run_id, order_number, item, item_name, target_quantity, started_at, @At, @EventId, @Position, @Ordinal
        from order_run
        where site = @Site and run_id = @Run
        order by position desc, ordinal desc
        limit 1
        """;

    public static async Task StartAsync(ProjectionScope scope, LedgerEvent appended, OrderRunStarted started)
    {
        var occurrence = await scope.OccurrenceAsync(appended);
        await scope.ExecuteAsync(StartedSql, new
        {
            appended.Known.Site,
            started.Line,
            EventId = appended.Event.Id,
            started.Order,
            started.Item,
            started.ItemName,
            started.TargetQuantity,
            occurrence.At,
            appended.Known.Position,
            appended.Known.Ordinal,
        });
    }

    public static async Task EndAsync(ProjectionScope scope, LedgerEvent appended, OrderRunEnded ended)
    {
        var occurrence = await scope.OccurrenceAsync(appended);
        var rows = await scope.ExecuteAsync(EndedSql, new
        {
            appended.Known.Site,
            ended.Run,
            occurrence.At,
            EventId = appended.Event.Id,
            appended.Known.Position,
            appended.Known.Ordinal,
        });
        if (rows == 0)
        {
            throw new ProjectionException($"Order run {ended.Run} ends but never started.");
        }
    }
}
