using Mes.Ui.Times;
using Microsoft.AspNetCore.Components;

namespace Mes.Central.Machines.Pages;

/// <summary>A card of the line page. All take the same, so that the page and its stream draw them alike.</summary>
public abstract class LinePart : ComponentBase
{
    [Parameter, EditorRequired] public LineReport Report { get; set; } = null!;
    [Parameter, EditorRequired] public PageQuery Query { get; set; } = null!;
    [Parameter, EditorRequired] public SiteTime Time { get; set; } = null!;
}
