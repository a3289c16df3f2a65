namespace Mes.Ui.Shell;

/// <summary>What the left rail shows beside a page.</summary>
/// <param name="SiteName">Stands at its top.</param>
/// <param name="Path">Path of the open page; its link is marked.</param>
public sealed record Rail(string SiteName, string Path, IReadOnlyList<RailGroup> Groups);

/// <param name="Title">Null for the links above all groups.</param>
public sealed record RailGroup(string? Title, IReadOnlyList<RailLink> Links);

/// <param name="Icon">Name of its Tabler icon.</param>
/// <param name="Hint">Where the thing stands, where its name alone does not say so.</param>
public sealed record RailLink(string Href, string Icon, string Name, string? Hint = null);

/// <summary>Makes the rail for a page. The program names it once; pages of every module stand in the same shell.</summary>
public delegate Task<Rail> RailSource(string path, CancellationToken cancellation);
