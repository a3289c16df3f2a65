namespace Mes.Central.Machines.Pages;

/// <summary>Names the resource file that holds what the machine page says.</summary>
public sealed class MachineWords;
