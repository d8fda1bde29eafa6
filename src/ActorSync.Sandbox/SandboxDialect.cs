namespace ActorSync.Sandbox;

/// <summary>Which of the two target APIs a sandbox serves; a listener serves one and knows no path of the other.</summary>
public enum SandboxDialect
{
    Guide,
    Genesys,
}
