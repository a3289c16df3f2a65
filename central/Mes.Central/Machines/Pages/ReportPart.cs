using Mes.Ui.Times;
using Microsoft.AspNetCore.Components;

namespace Mes.Central.Machines.Pages;

/// <summary>A card of the machine page. All take the same, so that the page and its stream draw them alike.</summary>
public abstract class ReportPart : ComponentBase
{
    [Parameter, EditorRequired] public MachineReport Report { get; set; } = null!;
    [Parameter, EditorRequired] public PageQuery Query { get; set; } = null!;
    [Parameter, EditorRequired] public SiteTime Time { get; set; } = null!;

    /// <summary>This page, showing something else.</summary>
    protected string Href(PageQuery query) => Report.Href + query.Text;
}
