namespace Mes.Edge.Configuration;

/// <summary>
/// The JSON Schema of <c>edge.json</c>, for editors: <c>docs/edge.schema.json</c>, which tests hold to the reader.
/// </summary>
static class ConfigurationSchema
{
    const string Resource = "edge.schema.json";

    public static string Text
    {
        get
        {
            using var stream = typeof(ConfigurationSchema).Assembly.GetManifestResourceStream(Resource)
                ?? throw new InvalidOperationException($"The program was built without {Resource}.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
