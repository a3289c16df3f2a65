namespace Mes.Edge.Machines;

/// <summary>Which order what a machine makes is for, from an instant on.</summary>
/// <param name="From">By the clock that dates its counts.</param>
/// <param name="Order">The owner's order number; null with no order running.</param>
sealed record WorkSince(DateTimeOffset From, string? Order);

/// <summary>Parts made while no order ran: in counts that begin in [From, To), by the clock that dates them (M0.05).</summary>
sealed record UnassignedParts(DateTimeOffset From, DateTimeOffset To, long Quantity);

/// <summary>
/// Gives each count of a machine to the order that ran when the count began, as central does by the same times, or to nobody.
/// </summary>
static class MachineWork
{
    // A count is told at most 10 s after it began: older work is looked for only by counts across a hole.
    const int MostChanges = 8;
    const int MostStretches = 20;

    /// <summary>What is made from here on is for this order.</summary>
    public static MachineCheckpoint Change(MachineCheckpoint machine, DateTimeOffset from, string? order) => machine with
    {
        Work = [.. (machine.Work ?? []).TakeLast(MostChanges - 1), new WorkSince(from, order)],
    };

    public static MachineCheckpoint Count(MachineCheckpoint machine, DateTimeOffset from, DateTimeOffset to, long quantity)
    {
        var work = WorkAt(machine, from);
        if (work is { Order: null })
        {
            return Add(machine, work, new UnassignedParts(from, to, quantity));
        }

        // Parts of an order that the machine no longer works on are in the events only: the screen counts the present one.
        return work is null || work.Order == OrderOf(machine) ? machine with { Good = machine.Good + quantity } : machine;
    }

    /// <summary>Whether a count that begins here is for no order.</summary>
    public static bool IsUnassigned(MachineCheckpoint machine, DateTimeOffset from) =>
        WorkAt(machine, from) is { Order: null };

    /// <summary>A stretch given to an order is nobody's no longer.</summary>
    public static MachineCheckpoint Take(MachineCheckpoint machine, UnassignedParts parts) => machine with
    {
        Unassigned = [.. (machine.Unassigned ?? []).Where(each => each.From != parts.From)],
    };

    /// <summary>It is nobody's again.</summary>
    public static MachineCheckpoint GiveBack(MachineCheckpoint machine, UnassignedParts parts) => machine with
    {
        Unassigned = [.. (machine.Unassigned ?? []).Append(parts).OrderBy(each => each.From)],
    };

    static WorkSince? WorkAt(MachineCheckpoint machine, DateTimeOffset at) =>
        machine.Work is [var first, ..] known
            ? known.LastOrDefault(work => work.From <= at) ?? first
            : null;

    /// <summary>The order that its counts are of: the one it works on, or worked on last.</summary>
    public static string? OrderOf(MachineCheckpoint machine) =>
        machine.Work?.LastOrDefault(work => work.Order is not null)?.Order;

    // One stretch while no order runs, whatever the counts in it; another after work on an order.
    static MachineCheckpoint Add(MachineCheckpoint machine, WorkSince work, UnassignedParts parts)
    {
        var known = machine.Unassigned ?? [];
        return known is [.., var last] && last.From >= work.From && last.To <= parts.From
            ? machine with
            {
                Unassigned = [.. known.SkipLast(1), last with { To = parts.To, Quantity = last.Quantity + parts.Quantity }],
            }
            : machine with { Unassigned = [.. known.TakeLast(MostStretches - 1), parts] };
    }
}
