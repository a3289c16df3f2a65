namespace Mes.Central.Machines.Pages;

/// <summary>Names the resource file that holds what the card of process values says.</summary>
public sealed class TelemetryWords;
