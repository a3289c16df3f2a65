namespace Mes.Architecture.Tests.Sources;

/// <summary>The sources that people write, without what tools make of them.</summary>
sealed record SourceTree(IReadOnlyList<SourceFile> Files)
{
    static readonly string[] Extensions = [".cs", ".razor", ".css", ".mjs", ".sql", ".csproj", ".sha256"];
    static readonly string[] Made = ["bin", "obj", "node_modules", "artifacts"];

    public static SourceTree Of(params SourceFile[] files) => new(files);

    public static SourceTree Load(string root)
    {
        var files = Walk(new DirectoryInfo(root))
            .Where(file => Extensions.Contains(file.Extension))
            .Select(file => new SourceFile(RelativePath(root, file), File.ReadAllText(file.FullName)))
            .OrderBy(file => file.Path, StringComparer.Ordinal);
        return new SourceTree([.. files]);
    }

    public IEnumerable<SourceFile> CSharp => Files.Where(file => file.IsCSharp);

    public IEnumerable<SourceFile> With(params string[] extensions) => Files.Where(file => extensions.Contains(file.Extension));

    static string RelativePath(string root, FileInfo file) => Path.GetRelativePath(root, file.FullName).Replace('\\', '/');

    static IEnumerable<FileInfo> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Concat(folder.EnumerateDirectories().Where(IsWritten).SelectMany(Walk));

    static bool IsWritten(DirectoryInfo folder) =>
        !folder.Name.StartsWith('.')
        && !Made.Contains(folder.Name)
        && folder.LinkTarget is null
        && !(folder.Name == "lib" && folder.Parent?.Name == "wwwroot");
}
