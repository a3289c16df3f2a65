namespace Mes.Domain.Performance;

/// <summary>The words for stoppage classes in tables and on screens.</summary>
public static class StoppageClassCode
{
    public static string Of(StoppageClass stoppageClass) => stoppageClass switch
    {
        StoppageClass.MicroStop => "MICRO_STOP",
        StoppageClass.Downtime => "DOWNTIME",
        StoppageClass.PlannedStop => "PLANNED_STOP",
        _ => throw new ArgumentOutOfRangeException(nameof(stoppageClass), stoppageClass, "No such class of stoppage."),
    };
}
