namespace Mes.Ui.Performance;

public enum ParetoKind
{
    /// <summary>Somebody, or the machine, named the reason.</summary>
    Given,

    /// <summary>A reason is asked for and nobody has given one.</summary>
    Unassigned,

    /// <summary>Too short for a reason to be asked.</summary>
    NotAsked,
}
