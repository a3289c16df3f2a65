namespace Mes.Central.Machines.Pages;

/// <summary>What a line's page shows of a stretch of time.</summary>
public sealed record LineReport(LineDetail Detail, string Place, ReportRange Range)
{
    public LineOverview Now => Detail.Overview;

    /// <summary>The page without a time, which is the running shift.</summary>
    public string Href => MachineLook.LineHref(Now.Line);

    /// <summary>The machine that held the line back; null where none stands out.</summary>
    public LineMachine? Bottleneck =>
        Detail.Machines.FirstOrDefault(machine => machine.Machine == Detail.Bottleneck.Machine);

    /// <summary>Of the time looked at, the share in which a machine was the bottleneck.</summary>
    public decimal HeldBy(LineMachine machine) => Detail.Bottleneck.Known is { Ticks: > 0 } known
        ? (decimal)Detail.Bottleneck.Held[machine.Machine].Ticks / known.Ticks
        : 0m;
}
