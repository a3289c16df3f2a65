using Microsoft.AspNetCore.Components;

namespace Mes.Ui.Live;

/// <summary>A part of a page that the page's event stream replaces.</summary>
/// <param name="Id">The id of the element whose content it is, and the name of its event.</param>
/// <param name="Component">What draws it.</param>
/// <param name="Parameters">The component's parameters.</param>
/// <param name="Content">What it shows, as a value: it is sent again only when this differs from what was sent last.</param>
public sealed record Fragment(string Id, Type Component, IDictionary<string, object?> Parameters, object Content)
{
    public static Fragment Of<TComponent>(string id, object content, Dictionary<string, object?> parameters)
        where TComponent : IComponent => new(id, typeof(TComponent), parameters, content);
}
