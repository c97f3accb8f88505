"""Fonts for Chinese, Japanese and Korean; credfolio looks for its files in this folder."""
