using Mes.Central.Ledger;
using Mes.Central.Plant;
using Mes.Domain.Calendars;
using Mes.Domain.Machines;
using Mes.Domain.Performance;

namespace Mes.Central.Machines;

/// <summary>
/// The machines as they are now. A fresh live view wins over the facts, which may be hours behind (L25); where neither is fresh
/// nothing is known, and that is what is said.
/// </summary>
static class MachinesNow
{
    static readonly TimeSpan LiveLife = TimeSpan.FromSeconds(5);
    static readonly TimeSpan RecentLength = TimeSpan.FromHours(8);

    /// <summary>Whole, with the figures of the running shift and the last hours.</summary>
    public static async Task<IReadOnlyList<MachineNow>> ReadAsync(
        FactReader reader, IReadOnlyList<MachineDefinition> machines, IReadOnlyList<ReceivedView> views, DateTimeOffset now)
    {
        var present = await PresentFacts.ReadAsync(reader, machines);
        var parts = await present.PartsAsync(reader, machines);

        // One read of the states serves the figures of the running shift and the last hours.
        var planned = reader.Calendar.ShiftAt(now)?.Shift;
        var stretch = planned ?? new Shift("", default, now - RecentLength, now, []);
        var known = machines.Select(machine => present.CompleteOf(machine) ?? stretch.From).ToList();
        var facts = await reader.FactsAsync(machines, stretch, known, now, statesFrom: now - RecentLength);
        var byProducer = views.ToDictionary(view => view.View.Producer);
        return [.. machines.Zip(facts).Select(pair =>
        {
            var (machine, own) = pair;
            var overview = OfFacts(reader.Plant, machine, own, planned, present, parts, now);
            overview = byProducer.TryGetValue((uint)machine.Producer, out var view) ? WithLive(overview, view, now) : overview;
            var shift = planned is null ? null : MachineTimeline.Of(reader.Plant, machine.Line, own);
            return new MachineNow(machine, OnlyOfStop(overview), planned is null ? null : own, shift);
        })];
    }

    /// <summary>State, reason and order only: what is asked of all machines at once.</summary>
    public static async Task<IReadOnlyList<MachinePresent>> PresentAsync(
        FactReader reader, IReadOnlyList<MachineDefinition> machines, IReadOnlyList<ReceivedView> views, DateTimeOffset now)
    {
        var present = await PresentFacts.ReadAsync(reader, machines);
        var live = views.Where(view => now - view.ReceivedAt <= LiveLife)
            .SelectMany(view => view.View.Machines).ToLookup(machine => machine.Machine);
        return [.. machines.Select(machine =>
        {
            var (state, since, cause) = present.StateOf(machine, now);
            return live[machine.MachineId].FirstOrDefault() is { } fresh
                ? new MachinePresent(machine.MachineId, machine.Name, fresh.State, fresh.Since, fresh.Cause)
                : new MachinePresent(machine.MachineId, machine.Name, state, since, cause);
        })];
    }

    static MachineOverview OfFacts(
        PlantDefinitions plant, MachineDefinition machine, ShiftFacts facts, Shift? planned, PresentFacts present,
        IReadOnlyDictionary<string, OrderParts> parts, DateTimeOffset now)
    {
        var oee = planned is null ? null : ClosedShifts.ToOee(planned.Name, facts, TimeModel.Of(facts));
        var recent = MachineTimeline.Of(plant, machine.Line, facts with { Span = RecentOf(facts, now) });
        var (state, since, cause) = present.StateOf(machine, now);
        var made = parts.GetValueOrDefault(machine.MachineId)
            ?? new OrderParts(machine.MachineId, oee?.Good ?? 0, oee?.Scrap ?? 0, oee?.Estimated ?? 0);
        return new MachineOverview(
            machine.MachineId, machine.Name, state, since, ReasonOf(recent), cause, present.OrderOf(machine), made.Good,
            made.Scrap, made.Estimated, oee, LiveAt: null, present.CompleteOf(machine), BacklogEvents: 0, recent.Spans);
    }

    // Before a machine's first fact there was nothing to know, so that time is not missing.
    static TimeSpanUtc RecentOf(ShiftFacts facts, DateTimeOffset now)
    {
        var first = facts.States.Select(state => state.Since).Append(now).Min();
        return new TimeSpanUtc(first > now - RecentLength ? first : now - RecentLength, now);
    }

    static string? ReasonOf(MachineTimeline recent) =>
        recent.Stoppages is [.., { To: null } present] ? present.ReasonName : null;

    static MachineOverview OnlyOfStop(MachineOverview overview) =>
        overview.State is MachineStateCode.Running or MachineStateCode.NoData ? overview with { Reason = null } : overview;

    static MachineOverview WithLive(MachineOverview overview, ReceivedView received, DateTimeOffset now)
    {
        var heard = overview with { LiveAt = received.ReceivedAt, BacklogEvents = received.View.BacklogEvents };
        var live = received.View.Machines.FirstOrDefault(machine => machine.Machine == overview.Machine);
        if (live is null || now - received.ReceivedAt > LiveLife)
        {
            return heard;
        }

        var order = received.View.Order;
        return heard with
        {
            State = live.State,
            Since = live.Since,

            // While the facts do not reach the present stop, the reason that they know is an earlier one's.
            Reason = overview.CaughtUpTo >= live.Since ? overview.Reason : null,
            Cause = live.Cause,
            Order = order is null
                ? null
                : new OrderOverview(order.Number, order.Item, order.ItemName, order.TargetQuantity),
            Good = order is null ? overview.Good : live.Good,
            Scrap = order is null ? overview.Scrap : live.Scrap,
        };
    }
}

/// <summary>A machine now, with the facts of the running shift that its line's figures are made from.</summary>
/// <param name="Facts">Null outside shifts.</param>
/// <param name="Shift">What it did in the running shift; null outside shifts.</param>
sealed record MachineNow(
    MachineDefinition Machine, MachineOverview Overview, ShiftFacts? Facts, MachineTimeline? Shift);

/// <summary>What a machine is doing, and no figures.</summary>
/// <param name="Cause">Why there are no data, in words; null while there are.</param>
public sealed record MachinePresent(string Machine, string Name, string State, DateTimeOffset Since, string? Cause);
