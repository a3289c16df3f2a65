namespace Mes.Testing;

/// <summary>Files of the reference collection, which lies beside the repository and is not part of it.</summary>
public static class Reference
{
    /// <summary>The path of a file below <c>../shared/reference</c>; skips the test where the collection is absent.</summary>
    public static string File(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Repository.Root, "..", "shared", "reference", .. parts]));
        if (!Path.Exists(path))
        {
            Prerequisite.Missing($"Reference file {path}", "put the reference collection into ../shared/reference.");
        }

        return path;
    }
}
