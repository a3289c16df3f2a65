namespace Mes.Central.Web;

/// <summary>What the left rail shows beside the page: the site and the machines that have a page.</summary>
/// <param name="Path">Path of the open page; its link is marked.</param>
public sealed record Rail(string SiteName, string Path, IReadOnlyList<RailMachine> Machines);

public sealed record RailMachine(string Href, string Name, string Place);
