namespace Mes.Build;

/// <summary>The clone that this build belongs to.</summary>
static class Source
{
    /// <summary>Where build.cs lies. The SDK tells a file-based program; it runs from a folder of the SDK's own.</summary>
    public static string Root { get; } = AppContext.GetData("EntryPointFileDirectoryPath") as string
        ?? throw new BuildFailure("Start the build with ./build.sh, build.ps1 or dotnet run build.cs.");

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The built program of a project, for <c>dotnet</c> to run.</summary>
    public static string Program(string project, string assembly) =>
        Path([.. project.Split('/'), "bin", "Release", "net10.0", assembly + ".dll"]);
}
