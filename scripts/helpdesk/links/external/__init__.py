"""Links that leave the Site: checked through LinkChecker, behind a proxy that keeps private networks out of reach."""
