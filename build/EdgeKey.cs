using System.Security.Cryptography;

namespace Mes.Build;

/// <summary>The key pair with which the edge signs; central knows its public half.</summary>
static class EdgeKey
{
    public static string PrivateFile => Path.Combine(DemoHome.PrivateFolder("keys"), "edge-private.pem");

    public static string PublicFile => Path.Combine(DemoHome.PrivateFolder("keys"), "edge-public.pem");

    /// <summary>Makes the pair once. The public half comes first: where the private one is, both are.</summary>
    public static void Ensure()
    {
        if (File.Exists(PrivateFile))
        {
            return;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(PublicFile, key.ExportSubjectPublicKeyInfoPem() + "\n");
        DemoHome.WriteSecret(PrivateFile, key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
