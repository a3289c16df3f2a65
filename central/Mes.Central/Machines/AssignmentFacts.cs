using Mes.Central.Ledger;
using Mes.Contracts.Events;

namespace Mes.Central.Machines;

/// <summary>Facts about what a person said parts were made for.</summary>
static class AssignmentFacts
{
    const string AssignSql = """
        insert into parts_assignment (
            site, machine_id, assignment_id, from_at, to_at, order_number, item, operator_id, event_id, position, ordinal)
        values (@Site, @Machine, @EventId, @From, @To, @Order, @Item, @Person, @EventId, @Position, @Ordinal)
        """;

    const string TakeBackSql = """
        insert into parts_assignment (
            site, machine_id, assignment_id, from_at, to_at, order_number, item, operator_id, event_id, position, ordinal)
        select site, machine_id, assignment_id, from_at, to_at, null, null, @Person, @EventId, @Position, @Ordinal
        from parts_assignment
        where site = @Site and machine_id = @Machine and assignment_id = @Undoes
        order by position desc, ordinal desc
        limit 1
        """;

    // The range is in the clock that dated the counts, which is the source's, as theirs is: it is not corrected.
    public static async Task AssignAsync(ProjectionScope scope, LedgerEvent appended, PartsAssigned assigned)
    {
        if (assigned.Undoes is null && (assigned.Order is null || assigned.To <= assigned.From))
        {
            throw new ProjectionException(
                $"Parts of {assigned.From:O} to {assigned.To:O} cannot be given to order {assigned.Order ?? "none"}.");
        }

        var rows = await scope.ExecuteAsync(assigned.Undoes is null ? AssignSql : TakeBackSql, new
        {
            appended.Known.Site,
            assigned.Machine,
            EventId = appended.Event.Id,
            assigned.From,
            assigned.To,
            assigned.Order,
            assigned.Item,
            assigned.Undoes,
            appended.Event.Person,
            appended.Known.Position,
            appended.Known.Ordinal,
        });
        if (rows == 0)
        {
            throw new ProjectionException($"Assignment {assigned.Undoes} is taken back but was never made.");
        }
    }
}
