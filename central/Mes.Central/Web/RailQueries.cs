using Mes.Central.Configuration;
using Mes.Central.Machines;
using Mes.Central.Machines.Pages;
using Mes.Ui.Shell;
using Microsoft.Extensions.Localization;

namespace Mes.Central.Web;

/// <summary>What exists at this site, and nothing that leads nowhere; the overview finds the rest of a large one.</summary>
sealed class RailQueries(
    MachineQueries machines, LineQueries lines, CentralConfiguration configuration, IStringLocalizer<WebWords> words)
{
    // More links than these are no help to anybody.
    const int MostLines = 20;
    const int MostMachines = 30;

    public async Task<Rail> ReadAsync(string path, CancellationToken cancellation)
    {
        var presents = await machines.PresentsAsync(cancellation);
        var linePages = presents.Select(LineOf).Distinct().Take(MostLines).Select(line => new RailLink(
            MachineLook.LineHref(line), "route", lines.NameOf(line)));
        var machinePages = presents.Count > MostMachines ? [] : presents.Select(machine => new RailLink(
            MachineLook.Href(machine.Machine), "building-factory-2", machine.Name,
            $"{lines.NameOf(LineOf(machine))} · {configuration.Site.Name}"));
        var groups = new List<RailGroup>
        {
            new(null, [new RailLink("/", "layout-dashboard", words["Overview"])]),
            new(words["Lines"], [.. linePages]),
            new(words["Machines"], [.. machinePages]),
            new(words["Integration"], [new RailLink("/swagger", "api", words["ApiDocs"])]),
        };
        groups.RemoveAll(group => group.Links.Count == 0);
        return new Rail(configuration.Site.Name, path, groups);
    }

    static string LineOf(MachinePresent machine) => machine.Machine[..machine.Machine.LastIndexOf('/')];
}
