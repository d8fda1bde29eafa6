using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Taxonomy;

/// <summary>Finds the certifications whose end routing would not see, because the target keeps bare names and no gating skill stands for them.</summary>
public static class UngatedCertifications
{
    /// <summary>The rule of the warning.</summary>
    public const string Rule = "certification-without-gating-skill";

    /// <summary>A warning that names them, or null where routing sees every expiry.</summary>
    public static Finding? Warning(DeclaredTaxonomy declared, TargetCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(declared);
        ArgumentNullException.ThrowIfNull(capabilities);

        string[] bare = capabilities.CertificationsAreDated
            ? []
            : [.. declared.Certifications.Where(certification => certification is { Managed: true, Gate: null }).Select(certification => certification.Name.Value)];
        return bare.Length == 0
            ? null
            : new Finding(
                string.Empty,
                0,
                string.Empty,
                Rule,
                $"Routing does not see the expiry of {string.Join(", ", bare)}: on this target a certification is a name on the profile alone. "
                    + "Declare a gatingSkill for each whose end routing must respect.",
                FindingSeverity.Warning);
    }
}
