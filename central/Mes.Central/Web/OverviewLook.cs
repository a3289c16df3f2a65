using Mes.Central.Machines;
using Mes.Central.Machines.Pages;
using Mes.Domain.Machines;
using Mes.Domain.Performance;
using Mes.Ui.Machines;
using Microsoft.Extensions.Localization;

namespace Mes.Central.Web;

/// <summary>What the overview's queries answer, as its page shows it.</summary>
sealed class OverviewLook(
    LineQueries lines, IStringLocalizer<MachineWords> words, TimeProvider clock)
{
    // So many rows stand there always, so that nothing jumps when a machine stops.
    public const int StopsShown = 3;

    const int MostStanding = 8;
    const int CausesShown = 5;
    const int FilterFrom = 4;

    public OverviewView Of(Overview overview)
    {
        var now = clock.GetUtcNow();
        var stops = overview.Lines.SelectMany(line => line.Machines.SelectMany(machine => StopsOf(line, machine, now))).ToList();
        var standing = stops.Where(stop => stop.To is null).OrderByDescending(stop => stop.LostParts ?? 0)
            .ThenBy(stop => stop.From).Take(MostStanding).ToList();
        var past = stops.Where(stop => stop.To is not null).OrderByDescending(stop => stop.To);
        return new OverviewView(
            overview.Query, overview.MachinesFound, overview.Standing.Count,
            overview.Standing is [var first, ..] ? first.Name : null,
            [.. standing, .. past.Take(Math.Max(0, StopsShown - standing.Count))], [.. overview.Lines.Select(LineOf)],
            overview.Query is not { Q: null, Show: null } || overview.LinesListed >= FilterFrom, overview.LinesStanding,
            overview.LinesListed, overview.Skipped);
    }

    IEnumerable<StopView> StopsOf(LineNow line, MachineNow machine, DateTimeOffset now)
    {
        var present = machine.Overview;
        var href = MachineLook.Href(present.Machine);
        if (present.State != MachineStateCode.Running)
        {
            var isKnown = present.State != MachineStateCode.NoData;
            yield return new StopView(
                href, present.Name, line.Overview.Name, MachineLook.State(present.State), present.Since, null,
                MachineLook.Note(present, words), isKnown && now - present.Since >= machine.Machine.MicroStopLimit,
                isKnown ? Lost(machine, present.Since, now) : null);
        }

        foreach (var stop in machine.Shift?.Stoppages.Where(stop => stop.To is not null).TakeLast(StopsShown) ?? [])
        {
            yield return new StopView(
                href, present.Name, line.Overview.Name, MachineLook.State(stop.State), stop.From, stop.To, stop.ReasonName,
                stop.Class == StoppageClassCode.Of(StoppageClass.Downtime),
                stop.Class == StoppageClassCode.Of(StoppageClass.PlannedStop) ? null : Lost(machine, stop.From, stop.To!.Value));
        }
    }

    /// <summary>What the ideal cycle would have made in the part of that time that the running shift plans.</summary>
    static long? Lost(MachineNow machine, DateTimeOffset from, DateTimeOffset to)
    {
        if (machine.Facts is not { IdealCycle: { } cycle } facts)
        {
            return null;
        }

        var span = (From: from > facts.Span.From ? from : facts.Span.From, To: to < facts.Span.To ? to : facts.Span.To);
        var breaks = facts.Breaks.Sum(pause => Math.Max(
            0, ((pause.To < span.To ? pause.To : span.To) - (pause.From > span.From ? pause.From : span.From)).Ticks));
        return Math.Max(0, (span.To - span.From).Ticks - breaks) / cycle.Ticks;
    }

    LineView LineOf(LineNow line)
    {
        var overview = line.Overview;
        var shift = line.Machines[^1].Facts?.Span;
        var stops = line.Machines.Where(machine => machine.Facts is not null)
            .SelectMany(machine => TimeModel.Of(machine.Facts!).StoppageTimes);
        var names = MachineLook.NamesOf(line.Machines.SelectMany(machine => machine.Shift?.Stoppages ?? []));
        return new LineView(
            overview.Line.Replace('/', '-'), MachineLook.LineHref(overview.Line), lines.NameOf(overview.Line),
            overview.Order is { } order
                ? new TileOrder(
                    order.Number, order.ItemName, overview.Good, overview.Scrap, order.TargetQuantity, overview.Estimated)
                : null,
            overview.Machines[^1].Name, overview.Oee is { } oee ? MachineLook.Oee(oee) : null, overview.Oee?.ShiftName,
            shift?.From, shift?.To,
            [.. overview.Machines.Select(machine => MachineLook.Tile(machine, overview.Name, words))],
            [.. line.Machines.Where(machine => machine.Shift is not null).Select(machine => new TimelineRow(
                machine.Overview.Name, MachineLook.Pieces(machine.Shift!.Spans), MachineLook.Href(machine.Overview.Machine)))],
            [.. MachineLook.Causes(stops, names, words, PageQuery.None, href: null)
                .OrderByDescending(cause => cause.Time).Take(CausesShown)]);
    }
}
