using Mes.Central.Configuration;
using Mes.Ui.Times;

namespace Mes.Central.Machines.Pages;

/// <summary>Reads what an address of the machine page asks for.</summary>
sealed class ReportQueries(MachineQueries machines, CentralConfiguration configuration, SiteClock clock)
{
    // Long enough for a plant that rests over a weekend.
    static readonly TimeSpan LastShiftWithin = TimeSpan.FromDays(14);

    public async Task<ReportAnswer> ReadAsync(string line, string machine, PageQuery query, CancellationToken cancellation)
    {
        var id = $"{configuration.Site.Code}/{line}/{machine}";
        var now = (await machines.OverviewAsync(cancellation)).FirstOrDefault(each => each.Machine == id);
        if (now is null)
        {
            return new ReportAnswer.NoMachine();
        }

        var time = clock.Now;
        var last = query.Range == PageQuery.LastShift
            && await machines.ShiftsAsync(id, time.Now - LastShiftWithin, time.Now, cancellation) is [var newest, ..]
                ? newest
                : null;
        if (ReportRange.Of(query, now.Oee, last, time) is not { } range)
        {
            return new ReportAnswer.NoSuchTime();
        }

        return await machines.MachineAsync(id, range.From, range.To, cancellation) is { } detail
            ? new ReportAnswer.Found(MachineReport.Of(detail, MachineLook.Place(id, configuration.Site), range))
            : new ReportAnswer.NoMachine();
    }
}

abstract record ReportAnswer
{
    ReportAnswer()
    {
    }

    public sealed record Found(MachineReport Report) : ReportAnswer;

    public sealed record NoMachine : ReportAnswer;

    /// <summary>The time in the address cannot be read, ends before it begins, or is too long.</summary>
    public sealed record NoSuchTime : ReportAnswer;
}
