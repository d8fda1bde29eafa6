namespace ActorSync.Engine.Hosting.Options;

/// <summary>Binds the section <c>Target</c>.</summary>
internal static class TargetBinding
{
    private const int LargestSecretFile = 64 * 1024;

    /// <summary>The section's options; problems go to <paramref name="values"/>.</summary>
    public static TargetOptions Bind(GivenValues values, string baseDirectory, bool talksToTarget)
    {
        var options = new TargetOptions
        {
            Dialect = values.Get(OptionKeys.Dialect),
            ClientId = values.Get(OptionKeys.ClientId),
            ClientSecret = values.Get(OptionKeys.ClientSecret),
            ClientSecretFile = values.Get(OptionKeys.ClientSecretFile) is { } file ? Path.GetFullPath(file, baseDirectory) : null,
            Tokens = values.Get(OptionKeys.Tokens),
            RequestsPerMinute = values.Get(OptionKeys.RequestsPerMinute),
            MaxInFlight = values.Get(OptionKeys.MaxInFlight),
            Protocol = values.Get(OptionKeys.Protocol),
            MaxPause = values.Get(OptionKeys.MaxPause),
            Observe = values.Get(OptionKeys.Observe),
            CacheMaxAge = values.Get(OptionKeys.CacheMaxAge),
            ObserveBy = values.Get(OptionKeys.ObserveBy),
        };

        options = WithAddresses(options, values);
        options = WithSecret(options, values, talksToTarget);

        if (talksToTarget)
        {
            Require(options, values);
        }

        return options;
    }

    private static TargetOptions WithAddresses(TargetOptions options, GivenValues values)
    {
        var region = values.Get(OptionKeys.Region);
        var baseUrl = values.Get(OptionKeys.BaseUrl);
        var loginUrl = values.Get(OptionKeys.LoginUrl);

        if (values.Find(OptionKeys.Region) is { } given)
        {
            if (options.Dialect == TargetDialect.Guide)
            {
                values.Reject(OptionKeys.Region, "only the genesys dialect has regions; give Target:BaseUrl instead");
                return options with { BaseUrl = baseUrl, LoginUrl = loginUrl ?? baseUrl };
            }

            // An address that a stronger layer gives overrides the region, as every key does; side by side they contradict.
            var sameLayer = new[] { OptionKeys.BaseUrl, OptionKeys.LoginUrl }
                .FirstOrDefault(key => values.Find(key)?.Place.Layer == given.Place.Layer);
            if (sameLayer is not null)
            {
                values.Reject(OptionKeys.Region, $"the region gives both addresses, and {sameLayer.Path} is given beside it; keep one of them");
            }

            bool Overrides(OptionKey key) => values.Find(key)?.Place.Layer > given.Place.Layer;

            if (region is not null && !Overrides(OptionKeys.BaseUrl))
            {
                return options with
                {
                    Region = region,
                    BaseUrl = GenesysRegions.BaseUrl(region),
                    LoginUrl = Overrides(OptionKeys.LoginUrl) ? loginUrl : GenesysRegions.LoginUrl(region),
                };
            }
        }

        if (options.Dialect == TargetDialect.Genesys && baseUrl is not null && loginUrl is null
            && values.Find(OptionKeys.LoginUrl) is null && GenesysRegions.DomainOf(baseUrl) is { } domain)
        {
            values.Warnings.Add(new ConfigurationProblem(
                OptionKeys.BaseUrl.Path, values.Find(OptionKeys.BaseUrl)?.Place,
                $"this region issues its tokens at another host, login.{domain}; give Target:Region={domain} instead, or Target:LoginUrl as well"));
        }

        return options with { BaseUrl = baseUrl, LoginUrl = loginUrl ?? baseUrl };
    }

    private static TargetOptions WithSecret(TargetOptions options, GivenValues values, bool talksToTarget)
    {
        if (options.ClientSecretFile is null)
        {
            return options;
        }

        if (values.Find(OptionKeys.ClientSecret) is { } direct)
        {
            values.Reject(OptionKeys.ClientSecretFile, $"Target:ClientSecret is given as well ({direct.Place}); keep one of them");
            return options;
        }

        // Commands that never log in do not need the file, and it may not be there where they run.
        return talksToTarget ? options with { ClientSecret = ReadSecret(options.ClientSecretFile, values) } : options;
    }

    private static Secret? ReadSecret(string file, GivenValues values)
    {
        // The name is not repeated: a secret given under the wrong key would stand in it.
        try
        {
            if (new FileInfo(file).Length > LargestSecretFile)
            {
                values.Reject(OptionKeys.ClientSecretFile, "the file that it names is larger than 64 KiB, which no secret is");
                return null;
            }

            var text = File.ReadAllText(file).Trim();
            if (text.Length > 0)
            {
                return new Secret(text);
            }

            values.Reject(OptionKeys.ClientSecretFile, "the file that it names is empty");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            values.Reject(OptionKeys.ClientSecretFile, "the file that it names does not exist; a relative path starts where the folder config/ stands, else in the current folder");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            values.Reject(OptionKeys.ClientSecretFile, "the file that it names cannot be read; check that it is a file and its permissions");
        }

        return null;
    }

    private static void Require(TargetOptions options, GivenValues values)
    {
        if (options.BaseUrl is null && values.Find(OptionKeys.BaseUrl) is null && values.Find(OptionKeys.Region) is null)
        {
            values.Reject(
                OptionKeys.BaseUrl,
                options.Dialect == TargetDialect.Genesys
                    ? "the target has no address; give Target:Region, or Target:BaseUrl, or try --sandbox"
                    : "the target has no address; give Target:BaseUrl, or try --sandbox");
        }

        if (values.Find(OptionKeys.ClientId) is null)
        {
            values.Reject(OptionKeys.ClientId, "the OAuth client's id is not given; give it in the configuration file or as " + EnvironmentLayer.VariableOf(OptionKeys.ClientId.Path));
        }

        if (values.Find(OptionKeys.ClientSecret) is null && values.Find(OptionKeys.ClientSecretFile) is null)
        {
            values.Reject(OptionKeys.ClientSecret, "the OAuth client's secret is not given; give it as " + EnvironmentLayer.VariableOf(OptionKeys.ClientSecret.Path) + ", or name a file by Target:ClientSecretFile");
        }
    }
}
