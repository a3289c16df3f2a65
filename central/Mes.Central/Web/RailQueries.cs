using Mes.Central.Configuration;
using Mes.Central.Machines;
using Mes.Central.Machines.Pages;
using Mes.Ui.Shell;
using Microsoft.Extensions.Localization;

namespace Mes.Central.Web;

/// <summary>The rail of this site: what exists, and nothing that leads nowhere.</summary>
sealed class RailQueries(MachineQueries machines, CentralConfiguration configuration, IStringLocalizer<WebWords> words)
{
    public async Task<Rail> ReadAsync(string path, CancellationToken cancellation)
    {
        var pages = (await machines.OverviewAsync(cancellation)).Select(machine => new RailLink(
            MachineLook.Href(machine.Machine), "building-factory-2", machine.Name,
            MachineLook.Place(machine.Machine, configuration.Site)));
        var groups = new List<RailGroup>
        {
            new(null, [new RailLink("/", "layout-dashboard", words["Overview"])]),
            new(words["Machines"], [.. pages]),
            new(words["Integration"], [new RailLink("/swagger", "api", words["ApiDocs"])]),
        };
        groups.RemoveAll(group => group.Links.Count == 0);
        return new Rail(configuration.Site.Name, path, groups);
    }
}
