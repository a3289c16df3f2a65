namespace Mes.Build;

/// <summary>What came of one part of the test run.</summary>
sealed record TestOutcome(string Name, int Passed, int Failed, int Skipped, double Seconds, IReadOnlyList<string> Notes)
{
    public static readonly TestOutcome None = new("", 0, 0, 0, 0, []);

    public static TestOutcome operator +(TestOutcome left, TestOutcome right) =>
        new("", left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped, 0, []);

    /// <summary>A part that could not even tell its tests.</summary>
    public static TestOutcome Broken(string name, double seconds, string output) => new(name, 0, 1, 0, seconds, [output]);

    public void Print()
    {
        var counts = $"{Passed} passed, {Failed} failed, {Skipped} skipped";
        Console.WriteLine($"{Name,-30} {counts,-40} {Seconds,6:0.0} s");
        foreach (var note in Notes)
        {
            Console.WriteLine("    " + note.ReplaceLineEndings("\n    "));
        }
    }
}
