using Mes.Central.Configuration;
using Mes.Ui.Times;

namespace Mes.Central.Machines.Pages;

/// <summary>Reads what an address of a machine's or a line's page asks for.</summary>
sealed class ReportQueries(
    MachineQueries machines, LineQueries lines, PlantNow plant, CentralConfiguration configuration, SiteClock clock)
{
    public async Task<ReportAnswer> MachineAsync(string line, string machine, PageQuery query, CancellationToken cancellation)
    {
        if (ReportRange.Of(query, await plant.CalendarAsync(cancellation), clock.Now) is not { } range)
        {
            return new ReportAnswer.NoSuchTime();
        }

        var id = $"{configuration.Site.Code}/{line}/{machine}";
        return await machines.MachineAsync(id, range.From, range.To, cancellation) is { } detail
            ? new ReportAnswer.Machine(
                new MachineReport(detail, $"{lines.NameOf(id[..id.LastIndexOf('/')])} · {configuration.Site.Name}", range))
            : new ReportAnswer.Nothing();
    }

    public async Task<ReportAnswer> LineAsync(string line, PageQuery query, CancellationToken cancellation)
    {
        if (ReportRange.Of(query, await plant.CalendarAsync(cancellation), clock.Now) is not { } range)
        {
            return new ReportAnswer.NoSuchTime();
        }

        return await lines.LineAsync($"{configuration.Site.Code}/{line}", range.From, range.To, cancellation) is { } detail
            ? new ReportAnswer.Line(new LineReport(detail, configuration.Site.Name, range))
            : new ReportAnswer.Nothing();
    }
}

abstract record ReportAnswer
{
    ReportAnswer()
    {
    }

    public sealed record Machine(MachineReport Report) : ReportAnswer;

    public sealed record Line(LineReport Report) : ReportAnswer;

    /// <summary>There is no machine or line of that name.</summary>
    public sealed record Nothing : ReportAnswer;

    /// <summary>The time in the address cannot be read, ends before it begins, or is too long.</summary>
    public sealed record NoSuchTime : ReportAnswer;
}
