namespace Mes.Central.Web;

/// <summary>Names the resource file that holds what the web UI says.</summary>
public sealed class WebWords;
